"""Says in pytest's summary which annotated sets were read, and which were not there."""

from benchmarks.sets import SETS


def pytest_terminal_summary(terminalreporter):
    there = [f"{annotated.name} ({len(annotated.paths())})" for annotated in SETS if annotated.is_present]
    missing = [annotated.name for annotated in SETS if not annotated.is_present]
    without = f"; not present: {', '.join(missing)}" if missing else ""
    terminalreporter.write_line(f"Annotated sets scored: {', '.join(there)}{without}")

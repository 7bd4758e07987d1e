"""Keeps the text as it was read, for the formats whose offsets are not the file's own characters (``--text DIR``)."""

from pathlib import Path

from passerelles.library.sheet import Sheet


def keep_text(sheet: Sheet, path: Path, folder: Path) -> None:
    """Write `folder`/`path`.txt, unless the file's own characters are the text."""
    if sheet.format in ("txt", "md", "csv") and _is_own(path, sheet.text):
        return
    parts = [part for part in path.parts if part not in ("..", path.anchor)]  # never outside of the folder
    target = folder.joinpath(*parts).with_name(f"{path.name}.txt")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(sheet.text, encoding="utf-8", errors="replace", newline="")


def _is_own(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() == text.encode("utf-8")
    except (OSError, UnicodeEncodeError):
        return False

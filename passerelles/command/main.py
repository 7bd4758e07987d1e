"""The console script. It is small, so that Ctrl-C during the second in which the rest is imported ends it as it does later."""

import sys
from collections.abc import Sequence

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status (2 for a wrong usage, as argparse has it; 130 after Ctrl-C)."""
    try:
        from passerelles.command.arguments import run

        return run(argv)
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())

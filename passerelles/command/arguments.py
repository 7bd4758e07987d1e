"""Reads the command line and calls what was asked for."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import django
from django.apps import apps

from passerelles.command.pages import on_one_line
from passerelles.command.read import Options, read
from passerelles.common.limits import Unprepared
from passerelles.reading.lexicon import LANGUAGES

_ABOUT = "Read documents (txt, md, html, pdf, docx, odt, eml, csv, xlsx) and show what they say, each fact with its words."
_STATUSES = "Exit status: 0; 1 if a file could not be read (the others are); 2 for a wrong usage; 130 after Ctrl-C (what was read is kept)."

_TAKING = "Bring documents into the library. `manage.py work` reads them; what they say then waits at the desk."
_TAKEN = "Exit status: 0; 1 if a file was refused (the others are kept); 2 for a wrong usage."
SEEN_BY = ("public", "network", "group", "private")


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status (2 for a wrong usage, as argparse has it)."""
    options = _parser().parse_args(argv)
    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passerelles.settings")
        django.setup()
    return _take(options) if options.command == "take" else _read(options)


def _take(options: argparse.Namespace) -> int:
    """Bring documents into the library: its tables can be named only now that Django is set up."""
    status: int = import_module("passerelles.command.take").run(options)
    return status


def _read(options: argparse.Namespace) -> int:
    if options.format == "html" and options.out is None and sys.stdout.isatty():
        _parser().error("--format html writes a page: say where with --out report.html")
    if options.out and not options.out.parent.is_dir():
        _parser().error(f"--out {options.out}: there is no directory {options.out.parent}")
    asked = Options(options.path, options.format, options.together, options.jobs, options.out, options.text, options.lang or spoken())
    try:
        return read(asked)
    except Unprepared as error:
        print(f"passerelles: its own data cannot be loaded ({error}): install it again", file=sys.stderr)
        return 1
    except OSError as error:
        named = on_one_line(str(error.filename or options.out or ""))
        print(f"passerelles: {named}: {error.strerror or error}", file=sys.stderr)
        return 1


def spoken() -> str:
    """Return the language of the person's environment, French where it says nothing."""
    tongue = (os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "").lower()
    return next((language for language in LANGUAGES if tongue.startswith(language)), "fr")


class _Parser(argparse.ArgumentParser):
    """Tells errors on one line: a file's name may hold what a terminal would obey."""

    def error(self, message: str) -> NoReturn:
        super().error(on_one_line(message))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="passerelles", description="Reads what networks of decentralised cooperation write.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    reading = commands.add_parser("read", help="read documents and show what they say", description=_ABOUT, epilog=_STATUSES)
    reading.add_argument("path", nargs="+", metavar="PATH", help="a file, a directory with all below it, or a pattern such as '*.pdf'")
    reading.add_argument("--format", choices=["table", "jsonl", "html"], default="table", help="html is a report to open in a browser")
    reading.add_argument("--together", action="store_true", help="also compare the documents with each other")
    reading.add_argument("--jobs", type=_jobs, default=_processors(), metavar="N", help="documents read at once (default: %(default)s)")
    reading.add_argument("--out", type=Path, metavar="FILE", help="write to FILE instead of standard output")
    reading.add_argument("--text", type=Path, metavar="DIR", help="keep in DIR the text as read, where it is not the file's own")
    reading.add_argument("--lang", choices=LANGUAGES, help="the language of tables and reports (default: your environment's, else French)")
    taking = commands.add_parser("take", help="bring documents into the library", description=_TAKING, epilog=_TAKEN)
    taking.add_argument("path", nargs="+", metavar="PATH", help="a file, a directory with all below it, or a pattern such as '*.pdf'")
    taking.add_argument("--group", required=True, metavar="SLUG", help="the group they belong to")
    taking.add_argument("--as", dest="who", metavar="E-MAIL", help="who brings them (default: the site itself)")
    taking.add_argument("--visibility", choices=SEEN_BY, default="group", help="who sees them (default: %(default)s)")
    taking.add_argument("--genre", default="", metavar="GENRE", help="what they are: minutes, news, agreement, register, letter…")
    taking.add_argument("--licence", default="", metavar="LICENCE", help="under what terms they may be used again")
    return parser


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError("a number from 1 to 64")
    return int(text)


def _processors() -> int:
    """One child a processor, but few: each holds a gazetteer."""
    return min(4, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)

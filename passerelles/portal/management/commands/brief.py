"""Write a brief to a file: as everybody may see its subject, or as somebody of the network may."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from passerelles.common.limits import Breach
from passerelles.people.models import User
from passerelles.people.queries import NOBODY, Visitor
from passerelles.portal.briefs import Brief, Subject, find_subject, subject_named
from passerelles.portal.briefs.asking import code_of
from passerelles.portal.briefs.subjects import KINDS


class Command(BaseCommand):
    help = "Write the brief of a partnership, an authority or a group as PDF: manage.py brief FR/commune/42218 --lang fr-zh --out brief.pdf"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subject", help="an entry's key, a place's (FR/commune/42218), a group's short name; with --kind also a number")
        parser.add_argument("--kind", choices=KINDS, help="of what the subject is the number")
        parser.add_argument("--lang", default="fr", help="fr, zh, en, or two side by side: fr-zh")
        parser.add_argument("--out", type=Path, required=True, help="the PDF file to write")
        parser.add_argument("--as", dest="reader", default="", help="the e-mail address of who may see more than everybody")
        parser.add_argument("--day", type=date.fromisoformat, help="the day to write on it, today by default")

    def handle(self, *args: Any, **options: Any) -> None:
        reader = reader_at(options["reader"])
        languages = languages_of(options["lang"])
        subject = asked(options["subject"], options["kind"], reader)
        made = Brief.of(subject, reader, languages, options["day"] or timezone.localdate())
        try:
            pdf = made.pdf()
        except Breach as breach:
            raise CommandError(f"{options['subject']}: {breach}") from breach
        options["out"].write_bytes(pdf)
        self.stdout.write(f"{options['out']}: {made.laid.title}, {len(pdf)} bytes")


def reader_at(email: str) -> Visitor:
    if not email:
        return NOBODY
    try:
        return User.objects.get(email=email.lower())
    except User.DoesNotExist as error:
        raise CommandError(f"Nobody has an account at {email}.") from error


def languages_of(said: str) -> list[str]:
    """Return the codes of one language or two."""
    codes = [code_of(each) for each in said.replace("|", "-").split("-")] if not code_of(said) else [code_of(said)]
    if not all(codes) or len(set(codes)) != len(codes) or len(codes) > 2:
        raise CommandError(f"“{said}” is no language of the site, nor two of them: fr, zh, en, fr-zh…")
    return codes


def asked(name: str, kind: str | None, reader: Visitor) -> Subject:
    subject = find_subject(kind, int(name), reader) if kind and name.isdecimal() else subject_named(name, reader)
    if subject is None:
        raise CommandError(f"There is nothing of {name} that may be seen.")
    return subject

"""A new password by e-mail: the link, the mail that brings it, and whose it is."""

import logging
from collections.abc import Callable
from smtplib import SMTPException

from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import override

from passerelles.people.models import User

log = logging.getLogger(__name__)


def mail_reset_link(email: str, address_of: Callable[[str], str]) -> None:
    """Send somebody a link, in their language, where the address has an account that is open."""
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        return
    with override(user.language):
        link = address_of(reverse("new_password", args=[_number(user), default_token_generator.make_token(user)]))
        words = render_to_string("people/forgotten_mail.txt", {"user": user, "link": link})
        try:
            send_mail(_("A new password for Passerelles"), words, None, [user.email])
        except (OSError, SMTPException):  # told to nobody but the log: an error page would say that the address has an account
            log.exception("a link for a new password could not be sent to user %s", user.pk)


def owner_of(number: str, token: str) -> User | None:
    """Whose link it is, while it holds: it ends with its first use, or after three days."""
    try:
        user = User.objects.filter(pk=urlsafe_base64_decode(number).decode(), is_active=True).first()
    except (ValueError, OverflowError):
        return None
    return user if user and default_token_generator.check_token(user, token) else None


def _number(user: User) -> str:
    return urlsafe_base64_encode(force_bytes(user.pk))

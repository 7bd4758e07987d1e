"""How an action says no."""

from django.utils.functional import Promise


class Refused(Exception):  # noqa: N818 - named for what happened
    """An action that may not be done as things stand; the message is for the person who asked."""

    def __init__(self, message: str | Promise):
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)

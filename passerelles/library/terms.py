"""The library's closed lists, each term with its words on the screen."""

from django.utils.translation import gettext_lazy as _

GENRES = {
    "minutes": _("minutes"),
    "news": _("news item"),
    "release": _("press release"),
    "agreement": _("agreement"),
    "resolution": _("council resolution"),
    "letter": _("letter or message"),
    "invitation": _("invitation"),
    "programme": _("programme"),
    "note": _("note or brief"),
    "report": _("report"),
    "register": _("register or list"),
    "call": _("call for projects"),
    "page": _("web page"),
    "other": _("other"),
}
LANGUAGE_NAMES = {"fr": _("French"), "zh": _("Chinese"), "en": _("English")}
LICENCES = ("CC BY 4.0", "CC BY-SA 4.0", "CC0 1.0", "Licence Ouverte 2.0")  # offered; any other may be written

# Why a document could not be read (the first ten are what the reading library names), and what to do about it.
CAUSES = {
    "encrypted": _("It is protected by a password. Save it without one and bring it again."),
    "truncated": _("It is cut short: part of the file is missing. Bring the whole file again."),
    "empty": _("There is nothing in it."),
    "binary": _("It is no text that can be read. Save it as .pdf, .docx or .txt."),
    "no-text": _("It holds pictures of pages only. Have its text recognised (OCR) first, then bring it again."),
    "too-large": _("It is too large. Cut it into parts."),
    "unknown-format": _("Its format cannot be read. Save it as .pdf, .docx, .odt, .html or .txt."),
    "unsafe": _("It is made in a way that could harm the site, so it was left unread."),
    "missing": _("Its file is no longer where it was kept. Bring it again."),
    "damaged": _("The file is damaged. Open it with the program it was made with, save it again, and bring it."),
    "memory": _("Reading it needs more memory than the site gives to one document. Cut it into parts."),
    "time": _("Reading it takes longer than the site gives to a document of its size. Cut it into parts."),
    "died": _("Reading it ended the reader three times, so it was set aside. Try again later, or bring it in another format."),
    "reader": _("The reader failed on it; this is our mistake, not yours. Please tell whoever runs the site."),
    "keeping": _("It was read, but what was found could not be kept. Please tell whoever runs the site."),
}
FORMER_CAUSE = _("It could not be read.")  # where the cause is a term this version no longer knows

UNMATCHED = {"decisions": _("decision"), "people": _("person at the meeting")}  # findings that no app takes yet

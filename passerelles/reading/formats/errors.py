"""The one exception that opening a document may raise, and the limits that keep a hostile file from costing much."""

MAX_BYTES = 100 * 2**20  # of a file; a longer one is refused before it is read
MAX_UNPACKED = 400 * 2**20  # of all that a zip archive (docx, odt, xlsx) unpacks to
MAX_PART = 200 * 2**20  # of one part of such an archive
MAX_RATIO = 250  # unpacked to packed, for parts above RATIO_FROM: office files stay below 60, bombs are near 1000
RATIO_FROM = 20 * 2**20
MAX_CELLS = 2_000_000  # of a spreadsheet, all sheets together
MAX_PAGES = 5_000


class Unreadable(Exception):  # noqa: N818 - the name the callers' sentences are made with
    """A file that cannot be read, and why, in words for a person.

    `cause` is one of: encrypted, truncated, empty, binary, no-text, too-large, unknown-format, unsafe, missing, damaged.
    """

    def __init__(self, message: str, cause: str = "damaged"):
        super().__init__(message)
        self.cause = cause

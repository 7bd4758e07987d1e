"""Word lists written as words with blanks between: shorter to read, and to change, than a literal of a hundred strings."""


def list_of(words: str) -> tuple[str, ...]:
    """Return the words in their order."""
    return tuple(words.split())


def words_of(words: str) -> frozenset[str]:
    """Return the words as a set."""
    return frozenset(words.split())

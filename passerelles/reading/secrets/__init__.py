"""Hides logins, passwords, keys and tokens that a text prints, before anything else reads it.

Each hidden character becomes one •, so offsets hold. Labels and what says that no secret follows are word lists
(`data/nearby/secrets.toml`); the grammar here is *label, separator, value* in any language. Where it is not sure, it
hides: a word hidden for nothing costs a look, a password shown costs more.
"""

from passerelles.reading.secrets.masking import mask

__all__ = ["mask"]

"""The patterns of sentences that leave a party out, made of the words of `data/nearby/parties.toml`."""

import re

from passerelles.reading.nearby import lists


def _either(key: str, *languages: str) -> str:
    """One of a key's words, the longer tried first."""
    words = {word for language in languages for word in lists("parties")[language].get(key, ())}
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=lambda word: (-len(word), word)))


def _latin(key: str) -> str:
    return f"(?:{_either(key, 'fr', 'en')})"


# "une délégation de la ville de" before a name, in folded text.
VISITOR = re.compile(
    rf"\b{_latin('visitor')}\b(?:(?! {_latin('visitor_ends')} )[^,;:.]){{0,45}}?{_latin('visitor_of')}"
    rf"(?: la| l)?(?: {_latin('visitor_from')}(?: de| du| d| of)?)? $"
)
# 市代表团 after one.
VISITOR_ZH = re.compile(rf"[市省区县]?(?:[\u4e00-\u9fff]{{0,4}})(?:{_either('visitor', 'zh')})")
# "sa nouvelle ville jumelle", in folded text.
POSSESSIVE = re.compile(rf"\b{_latin('possessive')} (?:[a-z]+ ){{0,2}}{_latin('possessed')}")
# "Mais elle ", where a sentence begins, in folded text.
SUBJECT = re.compile(rf"(?:(?:{_latin('opening')}|en \d{{4}}),? )?(?!il {_latin('impersonal')}){_latin('subject')} ")
# "jumelée avec Coblence": what stands between a tie's word and a capital, as written.
PARTNER = re.compile(
    r"\s+(?:avec|à|aux?|de|d['’]|with|to)\s*(?:la |le |les |l['’])?"
    rf"(?:{_latin('partner_title')} (?:\w+ )?(?:de |d['’]|of ))?(?=[A-ZÀ-Ý])"
)
# "Contrairement à la ville de" before a name, in folded text; 不同 after one.
CONTRAST = re.compile(rf"\b{_latin('contrast')}(?: la| l| le)?(?: {_latin('visitor_from')}(?: de la| de l| de| d| du| of)?)? $")
CONTRAST_ZH = re.compile(rf"[市省区县]?(?:{_either('contrast', 'zh')})")

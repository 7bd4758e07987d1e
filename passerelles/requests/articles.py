"""French articles before a network's name: "au groupe-pays Chine". A name that begins with none of these words stands without one."""

HE = {"groupe", "groupe-pays", "sous-groupe", "réseau", "comité", "club", "cercle", "pôle", "collectif", "conseil", "bureau", "secrétariat"}
SHE = {"association", "fédération", "alliance", "plateforme", "commission", "mission", "coordination", "union", "agence", "conférence"}
VOWELS = "aeiouyàâéèêîôûh"


def the(name: str) -> str:
    """ "Groupe-pays Chine" → "le groupe-pays Chine"."""
    return _with(name, he="le ", she="la ", elided="l’", none=("", ""))


def to_the(name: str) -> str:
    """ "Groupe-pays Chine" → "au groupe-pays Chine"."""
    return _with(name, he="au ", she="à la ", elided="à l’", none=("à ", "à "))


def of_the(name: str) -> str:
    """ "Groupe-pays Chine" → "du groupe-pays Chine"."""
    return _with(name, he="du ", she="de la ", elided="de l’", none=("de ", "d’"))


def _with(name: str, *, he: str, she: str, elided: str, none: tuple[str, str]) -> str:
    """`none` is what stands before any other name: one that begins with a consonant, one that begins with a vowel."""
    first, _space, rest = name.partition(" ")
    word = first.lower()
    if word not in HE | SHE:
        return none[word[:1] in VOWELS and word != ""] + name
    article = elided if word[0] in VOWELS else he if word in HE else she
    return article + f"{word} {rest}".strip()

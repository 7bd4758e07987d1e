"""What every format's tables share: whether a first row names the columns, and cells that span several rows."""

import re
from collections.abc import Sequence
from itertools import islice

from passerelles.reading.formats.wordlists import words_of

_DIGIT = re.compile(r"\d")
_PAIR = re.compile(r"\w\W* [–—-] \W*\w")
_NAMES = words_of(
    "nom name ville villes city cities town pays country region région province date dates année annee year years depuis since partenaire "
    "partenaires partner partners partenariat partnership collectivité collectivités territoire territoires authority authorities thème "
    "thèmes "
    "thématique thématiques theme themes domaine domaines field fields objet subject type nature statut status état state projet projets "
    "project projects action actions observations commentaires comments remarques notes contact contacts actualité actualités n° no id "
    "lieu place organisateur événement event signature interlocuteur description intitulé titre title budget montant 城市 国家 省份 省市 "
    "名称 年份 日期 时间 结好时间 友城 友好城市 法方 中方 地区 领域 主题 项目 内容 备注 说明 简介 类型 状态 序号 联系人 单位 活动 地点"
)


def looks_like_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first of these rows names the columns: short words without figures that the other rows do not look like."""
    if len(rows) < 2:
        return False
    first = [cell.strip() for cell in rows[0]]
    named = [cell for cell in first if cell]
    if len(named) < 2 or len(named) * 5 < len(first) * 3 or any(len(cell) > 45 or _PAIR.search(cell) for cell in named):
        return False
    words = {word.strip(":.()*").casefold() for cell in named for word in [*cell.split()[:2], cell]}
    if words & _NAMES:
        return True
    return not any(map(_DIGIT.search, named)) and any(_unlike(rows, column, cell) for column, cell in enumerate(first) if cell)


def _unlike(rows: Sequence[Sequence[str]], column: int, title: str) -> bool:
    """Whether the cells below hold figures, or are sentences, where the title is a word."""
    below = [cells[column].strip() for cells in islice(rows, 1, 20) if column < len(cells) and cells[column].strip()]
    if not below:
        return False
    return all(map(_DIGIT.search, below)) or min(map(len, below)) > 2 * len(title) + 10

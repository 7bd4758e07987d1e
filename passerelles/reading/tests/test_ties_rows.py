"""What table rows say: parties in cells, the kind in a cell or in the column's title, dates, themes, milestones; one side alone."""

import pytest

from passerelles.reading.model import Activity, Doubt, Tie, Wish
from passerelles.reading.tests.invariants import false_quotes
from passerelles.reading.tests.told import ties, wrong

OFFICES = "since offices.spans replaced the look at the header: the whole row is no cell under the title"

ROWS = [
    # two authorities in a row at least cooperate
    ("Collectivité | Partenaire\nAngers | Yantai", {"Angers – Yantai": "cooperation"}),
    # the column's title says what ties them
    ("Commune | Ville jumelle\nAngers | Yantai", {"Angers – Yantai": "twinning"}),
    ("法国城市 | 友好城市\n昂热市 | 烟台市", {"Angers – Yantai": "twinning"}),
    ("French city | Sister city\nAngers | Yantai", {"Angers – Yantai": "twinning"}),
    # a cell that is hardly more than a word for the tie
    (
        "Collectivité | Partenaire | Nature\nAngers | Yantai | jumelage\nCaen | Nankin | accord de coopération\nLille | Wuhan | contact",
        {"Angers – Yantai": "twinning", "Caen – Nanjing": "agreement", "Lille – Wuhan": "contact"},
    ),
    (
        "法方 | 中方 | 类别\n昂热市 | 烟台市 | 友好城市\n卡昂市 | 南京市 | 合作备忘录",
        {"Angers – Yantai": "twinning", "Caen – Nanjing": "agreement"},
    ),
    (
        "French side | Chinese side | Kind\nAngers | Yantai | twinning\nCaen | Nanjing | memorandum",
        {"Angers – Yantai": "twinning", "Caen – Nanjing": "agreement"},
    ),
    # a cell that is nothing but a date
    (
        "Commune | Ville jumelle | Année\nAngers | Yantai | 2006\nCaen | Nankin | 2008",
        {"Angers – Yantai": "twinning 2006", "Caen – Nanjing": "twinning 2008"},
    ),
    ("法国城市 | 友好城市 | 结好时间\n昂热市 | 烟台市 | 2006年5月", {"Angers – Yantai": "twinning 2006"}),
    ("French city | Sister city | Since\nAngers | Yantai | 2006", {"Angers – Yantai": "twinning 2006"}),
    # the number of the row is no year and no place
    ("N° | Commune | Ville jumelle | Année\n1 | Angers | Yantai | 2006", {"Angers – Yantai": "twinning 2006"}),
    # the parent in the next column only says where
    ("Commune | Ville jumelle | Province\nAngers | Yantai | Shandong", {"Angers – Yantai": "twinning"}),
    ("Commune | Région | Ville jumelle | Province\nAngers | Pays de la Loire | Yantai | Shandong", {"Angers – Yantai": "twinning"}),
    ("法国城市 | 中国城市 | 省份\n昂热市 | 烟台市 | 山东省", {"Angers – Yantai": "cooperation"}),
    wrong(
        "Commune | Province | Ville jumelle\nAngers | Shandong | Yantai",
        {"Angers – Yantai": "twinning"},
        "a parent in the column before is taken for the party",
    ),
    # both sides in one cell
    (
        "Coopération | Domaines\nAngers – Yantai | tourisme\nCaen / Nankin | santé",
        {"Angers – Yantai": "cooperation", "Caen – Nanjing": "cooperation"},
    ),
    ("Coopération | Domaines\nVille de Lille – Wuhan (Hubei) | urbanisme", {"Lille – Wuhan": "cooperation"}),
    # a third country's row says nothing
    ("Commune | Ville jumelle\nAngers | Osnabrück\nCaen | Nankin", {"Caen – Nanjing": "twinning"}),
    ("Commune | Ville jumelle | Pays\nAngers | Pise | Italie\nCaen | Nankin | Chine", {"Caen – Nanjing": "twinning"}),
    # a table of representation offices ties nobody
    ("Collectivité | Bureau de représentation | Ouverture\nNormandie | Nankin | 2006\nBretagne | Jinan | 2007", {}),
    ("Owner | Representation office in | Opened\nNormandie | Nanjing | 2006\nBretagne | Jinan | 2007", {}),
    ("所属大区 | 代表处所在城市 | 设立时间\n诺曼底大区 | 南京市 | 2006年\n布列塔尼大区 | 济南市 | 2007年", {}),
    # where something takes place is nobody's partner
    ("Projet | Français | Chinois | Lieu\nVergers | Département du Gers | Huangshan | Auch", {"Gers – Huangshan": "cooperation"}),
    ("Projet | Français | Chinois | Lieu de réalisation\nVergers | Angers | Yantai | Jinan", {"Angers – Yantai": "cooperation"}),
    ("Rencontre | Partenaires | Ville d'accueil\nForum | Angers – Yantai | Nantes", {"Angers – Yantai": "cooperation"}),
    ("项目 | 法方 | 中方 | 地点\n花园 | 昂热市 | 烟台市 | 南京市", {"Angers – Yantai": "cooperation"}),
    ("Project | French side | Chinese side | Venue\nGarden | Angers | Yantai | Nanjing", {"Angers – Yantai": "cooperation"}),
    # but the first column is whom the row is about
    ("Site | Ville jumelle\nAngers | Yantai", {"Angers – Yantai": "twinning"}),
    # a column for the state
    (
        "Commune | Partenaire | État\nAngers | Yantai | souhaité\nCaen | Nankin | clos en 2016\nLille | Wuhan | en sommeil",
        {"Angers – Yantai": "contact wished", "Caen – Nanjing": "cooperation ended", "Lille – Wuhan": "cooperation"},
    ),
    (
        "Commune | Ville jumelle | Statut\nAngers | Yantai | envisagé\nCaen | Nankin | rompu\nLille | Wuhan | non terminé",
        {"Angers – Yantai": "contact wished", "Caen – Nanjing": "twinning ended", "Lille – Wuhan": "twinning"},
    ),
    (
        "法国城市 | 友好城市 | 状态\n昂热市 | 烟台市 | 洽谈中\n卡昂市 | 南京市 | 已终止\n里尔市 | 武汉市 | 未终止",
        {"Angers – Yantai": "contact wished", "Caen – Nanjing": "twinning ended", "Lille – Wuhan": "twinning"},
    ),
    (
        "Town | Sister city | Status\nAngers | Yantai | under discussion\nCaen | Nanjing | terminated\nLille | Wuhan | active",
        {"Angers – Yantai": "contact wished", "Caen – Nanjing": "twinning ended", "Lille – Wuhan": "twinning"},
    ),
    # the state is the column's, not the word's
    ("Commune | Ville jumelle | Domaines\nAngers | Yantai | opérations closes, marchés terminés", {"Angers – Yantai": "twinning"}),
    # who attends, and nothing else: French alone
    ("Collectivité | Représentant\nAngers | M. Paul Roy\nCaen | Mme Anne Petit", {}),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_what_rows_tie(text, expected, reading):
    found = reading(text)
    assert ties(found) == expected
    assert list(false_quotes(found)) == []


HEADER = "Coopération | Domaines | Étapes\n"
MILESTONES = [
    ("Angers – Yantai | tourisme | 2018 : inauguration d'un jardin", "2016-11", [("2018", "planned", "inauguration d'un jardin")]),
    ("Angers – Yantai | tourisme | 2014 : inauguration d'un jardin", "2016-11", [("2014", "done", "inauguration d'un jardin")]),
    (
        "昂热市 – 烟台市 | 旅游 | 2018年：花园落成",
        "2016-11",
        [("2018", "planned", "花园落成")],
    ),
    ("Angers – Yantai | tourism | 2014: opening of the garden", "2016-11", [("2014", "done", "opening of the garden")]),
]


@pytest.mark.parametrize(("row", "published", "expected"), MILESTONES)
def test_a_date_and_a_colon_in_a_cell_make_a_milestone(row, published, expected, reading):
    (tie,) = reading(HEADER + row, published=published).of(Tie)
    assert [(step.date, step.state, step.what) for step in tie.values("milestone")] == expected
    assert tie.since is None


THEMES = [
    ("Angers – Yantai | tourisme, santé | –", {"tourism", "health"}),
    ("昂热市 – 烟台市 | 旅游、卫生 | –", {"tourism", "health"}),
    ("Angers – Yantai | tourism and health | –", {"tourism", "health"}),
    # a body beside them is no theme
    ("Angers – Yantai | Université d'Angers | –", set()),
]


@pytest.mark.parametrize(("row", "themes"), THEMES)
def test_the_themes_of_a_row_are_its_pairs(row, themes, reading):
    (tie,) = reading(HEADER + row).of(Tie)
    assert set(tie.themes) == themes


def test_a_row_quotes_itself_and_shows_its_columns(reading):
    text = "Commune | Ville jumelle\nAngers | Yantai"
    (tie,) = reading(text).of(Tie)
    assert [said.quote.text for said in tie.says] == ["Angers | Yantai"]
    assert [span.text for said in tie.says for span in said.context] == ["Commune | Ville jumelle"]


def test_a_row_with_one_side_that_wishes_is_a_wish(reading):
    found = reading(
        "Collectivité | Projet\nHauts-de-France | souhaite ouvrir un institut Confucius\nCaen | souhaite un partenariat avec une ville chinoise"
    )
    assert {wish.party.name for wish in found.of(Wish)} == {"Hauts-de-France", "Caen"}
    assert found.of(Tie) == []


def test_a_row_with_one_side_that_acts_asks_with_whom(reading):
    found = reading(
        "Collectivité | Domaines\nAngers – Yantai | tourisme\nCaen – Nankin | santé\nDépartement du Gers | agriculture, gastronomie"
    )
    assert [set(activity.themes) for activity in found.of(Activity)] == [{"agriculture", "gastronomy"}]
    assert [(doubt.about, doubt.quote.text) for doubt in found.of(Doubt)] == [("partner", "Département du Gers")]
    assert ties(found) == {"Angers – Yantai": "cooperation", "Caen – Nanjing": "cooperation"}


@pytest.mark.parametrize("text", ["Poste | Montant\nTransport | 1 200 €", "Nom | Téléphone\nAnne Petit | 01 02 03 04 05", "A | B\n | "])
def test_rows_of_other_matters_say_nothing(text, reading):
    found = reading(text)
    assert (found.of(Tie), found.of(Wish)) == ([], [])

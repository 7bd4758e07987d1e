"""The report's words on screen, in French, Chinese and English: one row a word, so that a missing language is seen at once."""

import re

from passerelles.reading.lexicon import LANGUAGES
from passerelles.reading.reasons import Values, in_every_language

WORDS: dict[str, tuple[str, str, str]] = {
    # the page
    "report": ("Ce que disent les documents", "文件里说了什么", "What the documents say"),
    "skip": ("Aller aux documents", "跳到文件", "Skip to the documents"),
    "switch": ("Langue", "语言", "Language"),
    "documents": ("Documents", "文件", "Documents"),
    "document": ("Document", "文件", "Document"),
    "legend": ("Légende", "图例", "Legend"),
    "legend-help": ("Décochez ce que vous ne voulez pas voir.", "取消勾选即可隐藏。", "Untick what you do not want to see."),
    "contents": ("Sommaire", "目录", "Contents"),
    "places-found": ("territoires", "行政区划", "places"),
    "ties-found": ("partenariats", "伙伴关系", "partnerships"),
    "events-found": ("événements", "活动", "events"),
    "figures-found": ("chiffres", "数字", "figures"),
    "doubts-found": ("doutes", "疑问", "doubts"),
    "unread": ("Fichiers qui n’ont pas pu être lus", "无法读取的文件", "Files that could not be read"),
    "unread-help": (
        "Les autres ont été lus ; voici la cause pour chacun.",
        "其余文件已正常读取；原因如下。",
        "The others were read; here is the cause for each.",
    ),
    "cut-short": (
        "Lecture interrompue : ce rapport contient ce qui était déjà lu.",
        "读取被中断：本报告仅含已读部分。",
        "Reading was interrupted: this report holds what was read until then.",
    ),
    "disagreements": ("Les documents se contredisent", "各文件说法不一", "Where documents disagree"),
    "disagreements-help": (
        "Chaque version est gardée avec sa source ; à une personne de juger.",
        "每种说法及其出处都保留，由人来判断。",
        "Each version is kept with its source; a person is to judge.",
    ),
    "agree": (
        "Les documents ne se contredisent pas.",
        "各文件之间没有矛盾。",
        "The documents do not contradict each other.",
    ),
    "partnerships": ("Partenariats trouvés", "发现的伙伴关系", "Partnerships found"),
    "no-partnership": ("Aucun partenariat n’a été trouvé.", "未发现伙伴关系。", "No partnership was found."),
    "pair": ("Entre", "双方", "Between"),
    "facts": ("Ce qui a été lu dans ce document", "本文件中读到的内容", "What was read in this document"),
    "questions": ("À vérifier par une personne", "需由人核实", "For a person to check"),
    "no-fact": ("Rien n’a été trouvé dans ce document.", "本文件中没有发现内容。", "Nothing was found in this document."),
    "in-the-text": ("dans le texte", "见原文", "in the text"),
    "close": ("Fermer", "关闭", "Close"),
    "top": ("Haut de page", "回到顶部", "Top of page"),
    "more": ("autres", "更多", "more"),
    "made-by": ("Fait par Passerelles, lecteur", "由 Passerelles 生成，阅读器版本", "Made by Passerelles, reader"),
    "published": ("daté du", "日期", "dated"),
    # types of findings (the legend)
    "tie": ("Partenariat", "伙伴关系", "Partnership"),
    "place": ("Territoire", "行政区划", "Place"),
    "organisation": ("Organisme ou personne", "机构或人员", "Organisation or person"),
    "event": ("Événement", "活动", "Event"),
    "figure": ("Chiffre", "数字", "Figure"),
    "wish": ("Souhait, bureau, label…", "意向、代表处、称号等", "Wish, office, label…"),
    "decision": ("Décision", "决定", "Decision"),
    "doubt": ("Doute", "疑问", "Doubt"),
    # names of facts and their fields
    "person": ("Personne", "人员", "Person"),
    "office": ("Bureau de représentation", "代表处", "Representation office"),
    "practice": ("Pratique ou expertise", "经验与专长", "Practice or expertise"),
    "activity": ("Activité sans partenaire nommé", "未指明伙伴的活动", "Activity, partner not named"),
    "a-wish": ("Souhait", "意向", "Wish"),
    "kind": ("nature", "类型", "kind"),
    "since": ("depuis", "始于", "since"),
    "themes": ("thèmes", "领域", "themes"),
    "theme": ("thème", "领域", "theme"),
    "state": ("état", "状态", "state"),
    "milestone": ("étape", "节点", "milestone"),
    "associated": ("associés", "参与方", "associated"),
    "code": ("code", "代码", "code"),
    "level": ("niveau", "级别", "level"),
    "chinese": ("en chinois", "中文", "in Chinese"),
    "when": ("date", "日期", "date"),
    "where": ("lieu", "地点", "place"),
    "ordinal": ("rang", "届次", "ordinal"),
    "what": ("quoi", "对象", "what"),
    "value": ("nombre", "数量", "number"),
    "side": ("côté", "国别", "side"),
    "as_of": ("à la date de", "截至", "as of"),
    "owner": ("porteur", "负责方", "owner"),
    "due": ("échéance", "期限", "due"),
    "wants": ("cherche", "寻求", "looks for"),
    "holder": ("détenteur", "持有方", "holder"),
    "label": ("label", "称号", "label"),
    "by": ("décerné par", "授予方", "given by"),
    "year": ("année", "年份", "year"),
    "role": ("rôle", "角色", "role"),
    "body": ("organisme", "机构", "organisation"),
    "acronym": ("sigle", "简称", "acronym"),
    "suggestions": ("peut-être", "可能是", "perhaps"),
    "about": ("à propos de", "关于", "about"),
    "until": (" au ", "至", " to "),
    # headings of the table, where they are not the words above
    "offices-found": ("bureaux de représentation", "代表处", "offices"),
    "wishes-found": ("souhaits", "意向", "wishes"),
    "practices-found": ("pratiques et expertises", "经验与专长", "practices"),
    "activities-found": ("activités sans partenaire nommé", "未指明伙伴的活动", "activities without a partner"),
    "decisions-found": ("décisions", "决定", "decisions"),
    # kinds and states
    "twinning": ("jumelage", "友好城市", "twinning"),
    "agreement": ("accord", "协议", "agreement"),
    "cooperation": ("coopération", "合作", "cooperation"),
    "project": ("projet", "项目", "project"),
    "contact": ("contact", "接触", "contact"),
    "wished": ("souhaité", "意向", "wished"),
    "active": ("actif", "活跃", "active"),
    "contested": ("contesté", "存疑", "contested"),
    "ended": ("clos", "终止", "ended"),
    "planned": ("prévu", "计划中", "planned"),
    "done": ("fait", "已完成", "done"),
    "held": ("tenu", "已举办", "held"),
    "cancelled": ("annulé", "已取消", "cancelled"),
    "moved": ("déplacé", "已改期", "moved"),
    "rencontres/assises": ("rencontres, assises", "合作会议", "network’s great meeting"),
    "seminar": ("séminaire", "研讨会", "seminar"),
    "visit": ("visite", "访问", "visit"),
    "meeting": ("réunion", "会议", "meeting"),
    "forum": ("forum", "论坛", "forum"),
    "exhibition": ("exposition", "展览", "exhibition"),
    "signature": ("signature", "签署", "signature"),
    "festival": ("festival", "节庆", "festival"),
    "other": ("autre", "其他", "other"),
    # what is counted, and how surely
    "authorities": ("collectivités", "地方政府", "local authorities"),
    "projects": ("projets", "项目", "projects"),
    "partnerships-counted": ("partenariats", "伙伴关系", "partnerships"),
    "participants": ("participants", "参加者", "participants"),
    "about-hedge": ("environ", "约", "about"),
    "nearly": ("près de", "近", "nearly"),
    "more than": ("plus de", "超过", "more than"),
    "less than": ("moins de", "不到", "less than"),
    "FR": ("France", "法国", "France"),
    "CN": ("Chine", "中国", "China"),
    # levels and bodies
    "commune": ("commune", "市镇", "commune"),
    "epci": ("intercommunalité", "市镇联合体", "inter-municipal body"),
    "departement": ("département", "省（法国）", "département"),
    "region": ("région", "大区", "région"),
    "province": ("province", "省级", "province"),
    "prefecture": ("préfecture", "地级", "prefecture"),
    "county": ("district ou comté", "县级", "county or district"),
    "authority": ("collectivité", "地方政府", "local authority"),
    "ministry": ("ministère", "部委", "ministry"),
    "agency": ("agence", "机构", "agency"),
    "association": ("association", "协会", "association"),
    "university": ("université", "大学", "university"),
    "school": ("école", "学校", "school"),
    "hospital": ("hôpital", "医院", "hospital"),
    "museum": ("musée", "博物馆", "museum"),
    "firm": ("entreprise", "企业", "firm"),
    "network": ("réseau", "网络", "network"),
    "chair": ("préside", "主持", "chairs"),
    "acting chair": ("préside par intérim", "代主持", "acting chair"),
    "present": ("présent", "出席", "present"),
    "excused": ("excusé", "请假", "excused"),
    # themes (DESIGN.md §2)
    "culture": ("culture", "文化", "culture"),
    "heritage": ("patrimoine", "遗产", "heritage"),
    "tourism": ("tourisme", "旅游", "tourism"),
    "economy": ("économie", "经济", "economy"),
    "education": ("éducation", "教育", "education"),
    "research": ("recherche", "科研", "research"),
    "health": ("santé", "卫生", "health"),
    "ageing": ("vieillissement", "养老", "ageing"),
    "agriculture": ("agriculture", "农业", "agriculture"),
    "food": ("alimentation", "食品", "food"),
    "environment": ("environnement", "环境", "environment"),
    "urban": ("ville durable", "城市建设", "urban development"),
    "mobility": ("mobilité", "交通", "mobility"),
    "energy": ("énergie", "能源", "energy"),
    "water": ("eau", "水务", "water"),
    "digital": ("numérique", "数字化", "digital"),
    "sport": ("sport", "体育", "sport"),
    "youth": ("jeunesse", "青年", "youth"),
    "governance": ("gouvernance", "治理", "governance"),
    "language": ("langue", "语言", "language"),
    "gastronomy": ("gastronomie", "美食", "gastronomy"),
    # what a doubt is about, and what documents disagree on
    "date": ("date", "日期", "date"),
    "secret": ("mot de passe imprimé", "印出的密码", "printed password"),
    "name": ("nom", "名称", "name"),
    "partner": ("partenaire", "伙伴", "partner"),
    "partnership": ("partenariat", "伙伴关系", "partnership"),
}

# How many there are of what a summary counts: none, one, several.
COUNTS: dict[str, tuple[tuple[str, str, str], tuple[str, str, str], tuple[str, str, str]]] = {
    "places": (
        ("aucun territoire", "{} territoire", "{} territoires"),
        ("无行政区划", "{}个行政区划", "{}个行政区划"),
        ("no place", "{} place", "{} places"),
    ),
    "partnerships": (
        ("aucun partenariat", "{} partenariat", "{} partenariats"),
        ("无伙伴关系", "{}对伙伴关系", "{}对伙伴关系"),
        ("no partnership", "{} partnership", "{} partnerships"),
    ),
    "events": (
        ("aucun événement", "{} événement", "{} événements"),
        ("无活动", "{}项活动", "{}项活动"),
        ("no event", "{} event", "{} events"),
    ),
    "figures": (
        ("aucun chiffre", "{} chiffre", "{} chiffres"),
        ("无数字", "{}个数字", "{}个数字"),
        ("no figure", "{} figure", "{} figures"),
    ),
    "doubts": (
        ("aucun doute", "{} doute", "{} doutes"),
        ("无疑问", "{}个疑问", "{}个疑问"),
        ("no doubt", "{} doubt", "{} doubts"),
    ),
}

# How a language sets words off from others.
PUNCTUATION = {
    "fr": {"list": ", ", "further": ", ", "quote": "«\u00a0{}\u00a0»", "colon": "\u00a0: ", "bracket": " ({})", "row": "{} {}"},
    "zh": {"list": "、", "further": "，", "quote": "“{}”", "colon": "：", "bracket": "（{}）", "row": "{}：{}"},
    "en": {"list": ", ", "further": ", ", "quote": "“{}”", "colon": ": ", "bracket": " ({})", "row": "{} {}"},
}

MONTHS = {
    "fr": ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
}

# What is quoted, or a date as the library writes it.
_QUOTED_OR_ISO = re.compile(r"«[^»]*»|“[^”]*”|(?<![\d-])(?P<iso>\d{4}-\d{2}(?:-\d{2})?)(?![\d-])")
_JOINED_IN_FRENCH = (
    (re.compile(r"\bde (?=(?:avril|août|octobre) \d{4})"), "d'"),
    (re.compile(r"\bde (?=\d{1,2}(?:er)? [a-zéû]+ \d{4})"), "du "),
    (re.compile(r"\bpour (?=\d{1,2}(?:er)? [a-zéû]+ \d{4})"), "pour le "),
)


def word(key: str, language: str) -> str:
    """Return a word on screen; a key that has none (a kind the reader learnt since) is its own word."""
    said = WORDS.get(key)
    return said[LANGUAGES.index(language)] if said else key


def heading(key: str, language: str) -> str:
    """Return a word as a heading begins."""
    said = word(key, language)
    return said[:1].upper() + said[1:]


def counted(key: str, count: int, language: str) -> str:
    """Return "12 places", "no event": a number of what summaries count."""
    none, one, several = COUNTS[key][LANGUAGES.index(language)]
    return (one if count == 1 else several if count else none).format(count)


def day(written: str, language: str) -> str:
    """Return an ISO date, as precise as it is, in a language's way; anything else as it is."""
    parts = written.split("-")
    if not (1 <= len(parts) <= 3 and all(part.isdecimal() for part in parts)) or not (len(parts) == 1 or 1 <= int(parts[1]) <= 12):
        return written
    year, *rest = parts
    if language == "zh":
        return f"{year}年" + "".join(f"{int(number)}{unit}" for number, unit in zip(rest, "月日", strict=False))
    month = MONTHS[language][int(rest[0]) - 1] if rest else ""
    number = str(int(rest[1])) if len(rest) > 1 else ""
    if number == "1" and language == "fr":
        number = "1er"
    return " ".join(part for part in (number, month, year) if part)


def reasons(key: str, values: Values) -> dict[str, str]:
    """Return a reason of the reader's by language, with its dates in that language's way."""
    return {language: dated(said, language) for language, said in in_every_language(key, values).items()}


def dated(reason: str, language: str) -> str:
    """Return a reason with its ISO dates in a language's way; what it quotes stays as it is."""
    told = _QUOTED_OR_ISO.sub(lambda found: day(found[0], language) if found["iso"] else found[0], reason)
    if language == "fr":
        for written, joined in _JOINED_IN_FRENCH:
            told = written.sub(joined, told)
    return told

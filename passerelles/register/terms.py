"""The closed lists of terms the register uses, each with its name on the screen (DESIGN.md §2)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

TIES = {  # strongest first
    "twinning": _("twinning"),
    "agreement": _("agreement"),
    "cooperation": _("cooperation"),
    "project": pgettext_lazy("kind of partnership", "joint project"),
    "contact": _("contact"),
}
LIFE = {"wished": _("wished"), "active": _("active"), "ended": _("ended")}
OCCASION_KINDS = {
    "rencontres/assises": _("great meeting (Assises)"),
    "seminar": _("seminar"),
    "visit": _("visit"),
    "meeting": _("meeting"),
    "forum": _("forum"),
    "exhibition": _("exhibition"),
    "signature": _("signature"),
    "festival": _("festival"),
    "other": _("other occasion"),
}
OCCASION_STATES = {
    "tentative": _("tentative"),
    "confirmed": _("confirmed"),
    "moved": _("moved"),
    "cancelled": _("cancelled"),
    "held": _("held"),
}
MILESTONE_STATES = {"planned": _("planned"), "done": _("done")}
THEME_NAMES = {
    "culture": _("culture"),
    "heritage": _("heritage"),
    "tourism": _("tourism"),
    "economy": _("economy"),
    "education": _("education"),
    "university": _("university"),
    "research": _("research"),
    "health": _("health"),
    "ageing": _("ageing"),
    "agriculture": _("agriculture"),
    "food": _("food"),
    "environment": _("environment"),
    "urban": _("urban development"),
    "mobility": _("mobility"),
    "energy": _("energy"),
    "water": _("water"),
    "digital": _("digital"),
    "sport": _("sport"),
    "youth": _("youth"),
    "governance": _("governance"),
    "language": _("language"),
    "gastronomy": _("gastronomy"),
}
# What else ties and themes are called, in French, English and Chinese: found, never shown. Other words for the whole of a theme alone,
# for what is one thing of many in it (a museum, a school) must be found by itself.
ALSO_CALLED = {
    "tie": {
        "twinning": ("villes jumelées, jumelles, sœurs", "twinned sister cities and towns", "结好 友城 姐妹城市 姊妹城市 友好省 友好省州")
    },
    "theme": {
        "culture": ("culturel", "cultural", "文艺 文旅"),
        "heritage": ("patrimonial", "cultural heritage", "文化遗产 文物保护"),
        "tourism": ("touristique", "travel", "文旅 观光"),
        "economy": ("développement économique", "economic development, trade", "经贸 贸易"),
        "education": ("enseignement", "schooling", "教学"),
        "university": ("enseignement supérieur, universités", "higher education", "高校 高等教育"),
        "research": ("recherche scientifique", "science", "科研 科技"),
        "health": ("santé publique, médecine", "public health, medicine", "医疗 健康 公共卫生"),
        "ageing": ("personnes âgées, aînés, seniors", "aging, elderly, older people, seniors", "老龄化 老年人 老人 银发"),
        "agriculture": ("agricole, monde rural", "farming", "农村 农林"),
        "food": ("agroalimentaire", "food industry", "粮食"),
        "environment": ("écologie, développement durable", "ecology, sustainable development", "环保 环境保护 生态 可持续发展"),
        "urban": ("urbanisme, aménagement urbain", "town planning", "城市规划 城建 城市建设"),
        "mobility": ("transports", "transport", "交通运输"),
        "energy": ("énergétique", "energies", "新能源"),
        "water": ("gestion de l’eau", "water management", "水务 水利 水资源"),
        "digital": ("informatique", "information technology", "数字化 信息技术"),
        "sport": ("sportif", "sports", "体育运动"),
        "youth": ("jeunes", "young people", "青少年 年轻人"),
        "governance": ("administration publique", "public administration", "公共管理 行政管理"),
        "language": ("langues", "languages", "语言文字"),
        "gastronomy": ("cuisine", "cooking", "餐饮 烹饪"),
    },
}
HEDGES = {"about": _("about"), "more than": _("more than"), "less than": _("less than"), "nearly": _("nearly")}
WHATS = {
    "authorities": _("authorities"),
    "projects": _("projects"),
    "partnerships": _("partnerships"),
    "participants": _("participants"),
}
MEASURES = {  # what the reciprocity ledger counts, on each soil
    "action": pgettext_lazy("of the ledger", "Actions"),
    "mission": _("Missions received"),
    "people": _("People involved"),
    "days": _("Days of presence (people × days)"),
    "money": _("Money spent"),
    "realisation": _("Realisations"),
    "benefit": _("Benefits for the territory"),
}
ROLES = {
    "lead": _("leads"),
    "partner": pgettext_lazy("role in a project", "takes part"),
    "operator": _("carries out"),
    "funder": _("pays"),
    "beneficiary": _("benefits"),
}

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

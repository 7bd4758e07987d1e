"""Which rules stand in the way of an entry's activities, and what these would only lack.

Rules have the numbers of IATI's own data quality rules; what the schema itself wants is called XSD, what only the standard ruleset
says bears its name.
"""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from passerelles.portal.opendata.iati.budgeting import budgets_of
from passerelles.portal.opendata.iati.planning import is_on, reporter_of, said, soils, stretch_of
from passerelles.portal.opendata.records import FullEntryRecord


@dataclass(frozen=True, slots=True)
class Rule:
    """What stands in the way of an activity, or is only missed in it."""

    number: str
    says: str | Promise
    is_refusal: bool = True


NO_REPORTER = Rule("XSD", _("None of its parties has an identifier to report with: SIREN, or one given by IATI (reporting-org/@ref)."))
WRONG_REPORTER = Rule("1.14.13", _("The identifier of who would report it has a blank or one of / & | ? (reporting-org/@ref)."))
NO_START = Rule("atleast_one: activity-date", _("The year it began is not known, or sources disagree on it (activity-date)."))
NO_SECTOR = Rule("6.2.2", _("No theme is known, so that it has no sector (sector)."))
NO_COUNTRY = Rule("3.7.1", _("No party has a country (recipient-country)."))
WRONG_ORDER = Rule("11.1.3", _("It ends before it begins (activity-date)."))
NO_BUDGET = Rule("budget", _("No budget is known: it is published without one."), is_refusal=False)
BUDGET_OF_NO_PERIOD = Rule("7.5.3", _("A budget of a project of several years is of no year: it is left out."), is_refusal=False)
BUDGET_UNSURE = Rule("budget/value", _("A budget is given as a range, or sources disagree on it: it is left out."), is_refusal=False)
BUDGET_NOWHERE = Rule("budget", _("A budget is not said to be on one of the soils: it is left out."), is_refusal=False)
RESULT_NOWHERE = Rule("result", _("A result is not said to be on one of the soils: it is left out."), is_refusal=False)
NO_PARTNER = Rule("participating-org", _("A partner has no identifier and is given by its name alone."), is_refusal=False)
YEAR_ONLY = Rule("activity-date", _("Only the year it began is known: the first of January stands for it."), is_refusal=False)
FORBIDDEN = re.compile(r"[/&|?\s]")


def in_the_way(record: FullEntryRecord) -> list[Rule]:
    """The rules by which an entry's activities would be refused, then what they would only lack."""
    found = {**_refusals(record), **_lacks(record)}
    return [rule for rule, holds in found.items() if holds]


def is_refused(record: FullEntryRecord) -> bool:
    return any(_refusals(record).values())


def _refusals(record: FullEntryRecord) -> dict[Rule, bool]:
    stretch, reporter = stretch_of(record), reporter_of(record)
    return {
        NO_REPORTER: reporter is None,
        WRONG_REPORTER: bool(reporter and FORBIDDEN.search(reporter.ref)),
        NO_START: stretch is None,
        NO_SECTOR: not record["themes"],
        NO_COUNTRY: not soils(record),
        WRONG_ORDER: bool(stretch and stretch.ends and stretch.ends < stretch.begins),
    }


def _lacks(record: FullEntryRecord) -> dict[Rule, bool]:
    budgets, countries = budgets_of(record), soils(record)
    results = [each["value"].get("soil", "") for each in said(record, "result")]
    return {
        YEAR_ONLY: stretch_of(record) is not None,
        NO_PARTNER: not all(party["identifier"] for party in record["parties"]),
        NO_BUDGET: not budgets.has_any,
        BUDGET_OF_NO_PERIOD: budgets.lacks_period,
        BUDGET_UNSURE: budgets.lacks_amount,
        BUDGET_NOWHERE: budgets.lacks_soil,
        RESULT_NOWHERE: not all(any(is_on(soil, country, record) for country in countries) for soil in results),
    }

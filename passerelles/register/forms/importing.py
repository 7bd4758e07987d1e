"""What a coordinator says of a spreadsheet: the file, what its columns hold, whom its names mean."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelles.common.dates import is_date
from passerelles.library.models import Visibility
from passerelles.people.models import Group
from passerelles.register.importing.columns import KINDS
from passerelles.register.importing.planning import SKIPPED, Name
from passerelles.register.importing.tables import Table
from passerelles.register.naming import key_of_body


class SpreadsheetForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("Spreadsheet"), help_text=gettext_lazy("XLSX or CSV, whatever the order of its columns."))
    group = forms.ModelChoiceField(label=gettext_lazy("Group"), queryset=Group.objects.none(), empty_label=None)
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who may see the file and what it says?"), choices=Visibility.choices, initial=Visibility.GROUP
    )
    published = forms.CharField(
        label=gettext_lazy("As of which date?"),
        max_length=10,
        required=False,
        help_text=gettext_lazy("A year, a month (2024-03) or a day (2024-03-19). Today, if you leave it empty."),
    )

    def __init__(self, coordinates: frozenset[int], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        groups: Any = self.fields["group"]
        groups.queryset = Group.objects.filter(pk__in=coordinates).order_by("slug")

    def clean_published(self) -> str:
        said: str = self.cleaned_data["published"].strip()
        if said and not is_date(said):
            raise forms.ValidationError(_("“%(text)s” is no date: give a year, a month (2024-03) or a day (2024-03-19)") % {"text": said})
        return said


def column_choices() -> list[tuple[str, str]]:
    """What a column may hold, of any kind of sheet: which of them a kind takes is checked afterwards."""
    titles = {column.name: str(column.title) for _title, columns in KINDS.values() for column in columns}
    titles |= {"name": _("Name or title")}
    return [("", _("— left out —")), *titles.items()]


class ColumnsForm(forms.Form):
    """What each table holds, and each of its columns."""

    def __init__(self, tables: Iterable[Table], mapping: Mapping[str, Any], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.tables = list(tables)
        kinds = [("", _("— leave this sheet out —")), *((kind, str(title)) for kind, (title, _columns) in KINDS.items())]
        for table in self.tables:
            held = mapping.get(str(table.number)) or {"kind": "", "columns": {}}
            field = forms.ChoiceField(choices=kinds, initial=held["kind"], required=False, label=_("This sheet holds"))
            self.fields[f"kind-{table.number}"] = field
            for number, title in enumerate(table.header):
                initial = held["columns"].get(str(number), "")
                self.fields[f"column-{table.number}-{number}"] = forms.ChoiceField(
                    choices=column_choices(), initial=initial, required=False, label=title
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["mapping"] = {str(table.number): self._of(table, cleaned) for table in self.tables}
        if not self.errors and not any(each["kind"] for each in cleaned["mapping"].values()):
            raise forms.ValidationError(_("Every sheet is left out: say what at least one holds."))
        return cleaned

    def _of(self, table: Table, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        kind = cleaned.get(f"kind-{table.number}") or ""
        said = [(number, cleaned.get(f"column-{table.number}-{number}")) for number in range(len(table.header))]
        columns = {str(number): name for number, name in said if name}
        if kind:
            self._check(table, kind, list(columns.values()))
        return {"kind": kind, "columns": columns}

    def _check(self, table: Table, kind: str, names: list[str]) -> None:
        title, taken = str(KINDS[kind][0]), {column.name: column for column in KINDS[kind][1]}
        about = {"sheet": table.title or table.number, "kind": title}
        for column in taken.values():
            if column.is_needed and column.name not in names:
                self.add_error(None, _("%(sheet)s: which column is “%(column)s”?") % {**about, "column": column.title})
            if names.count(column.name) > 1:
                self.add_error(None, _("%(sheet)s: two columns are “%(column)s”.") % {**about, "column": column.title})
        titles = dict(column_choices())
        for name in dict.fromkeys(names):
            if name not in taken:
                self.add_error(None, _("%(sheet)s: %(kind)s have no “%(column)s”.") % {**about, "column": titles[name]})

    def laid_out(self) -> list[dict[str, Any]]:
        """Each table with its fields beside its first rows, for the page."""
        return [
            {
                "table": table,
                "kind": self[f"kind-{table.number}"],
                "columns": [(title, self[f"column-{table.number}-{number}"]) for number, title in enumerate(table.header)],
            }
            for table in self.tables
        ]


class NamesForm(forms.Form):
    """Whom the names of a sheet mean: a suggestion, another body, or nobody (its rows are left out)."""

    def __init__(self, names: Iterable[Name], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.names = list(names)
        for name in self.names:
            body = key_of_body(name.named.text)
            choices = [(suggestion.key, suggestion.label) for suggestion in name.named.suggestions]
            choices += [(body, _("another body called so")), (SKIPPED, _("leave its rows out"))]
            if not name.key:
                choices.insert(0, ("", _("— choose —")))
            self.fields[name.id] = forms.ChoiceField(choices=choices, initial=name.key, required=False, label=name.named.text)

    def laid_out(self) -> list[tuple[Name, Any]]:
        return [(name, self[name.id]) for name in self.names]

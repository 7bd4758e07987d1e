"""Importing a spreadsheet, step by step: the file, its columns, its names, what would change, done; and undone."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from passerelles.common.refusing import Refused
from passerelles.people.queries import standing
from passerelles.register import actions
from passerelles.register.actions.importing import Spreadsheet, batch_tables, plan_of
from passerelles.register.forms.importing import ColumnsForm, NamesForm, SpreadsheetForm
from passerelles.register.importing.columns import KINDS
from passerelles.register.importing.comparing import compare
from passerelles.register.importing.templates import as_csv, as_xlsx
from passerelles.register.models import Batch, BatchState
from passerelles.register.views.sending import member, posted

PAGE = 100  # rows of the diff
STEPS = {BatchState.OPENED: "import_columns", BatchState.MAPPED: "import_check"}


def coordinates(request: HttpRequest) -> frozenset[int]:
    groups = standing(request.user).coordinates
    if not groups:
        raise PermissionDenied(_("This page is for the coordinators of a group."))
    return groups


def imports(request: HttpRequest) -> HttpResponse:
    form = SpreadsheetForm(coordinates(request), posted(request), request.FILES or None)
    if form.is_valid():
        try:
            return redirect("import_columns", actions.open_batch(brought(form.cleaned_data), by=member(request)).pk)
        except Refused as refused:
            form.add_error("file", str(refused))
    known = Batch.objects.coordinated_by(request.user).select_related("group", "by").defer("text", "blocks")
    page = Paginator(known, 20).get_page(request.GET.get("page"))
    return render(request, "register/importing/imports.html", {"form": form, "page": page, "kinds": KINDS})


def brought(said: dict[str, Any]) -> Spreadsheet:
    file = said["file"]
    return Spreadsheet(file.name, file.read(), said["group"], said["visibility"], said["published"])


def batch_of(request: HttpRequest, pk: int) -> Batch:
    coordinates(request)
    return get_object_or_404(Batch.objects.coordinated_by(request.user).select_related("group", "document"), pk=pk)


def columns(request: HttpRequest, pk: int) -> HttpResponse:
    batch = batch_of(request, pk)
    if batch.state not in STEPS:
        return redirect("import_check", batch.pk)
    form = ColumnsForm(batch_tables(batch), batch.mapping, posted(request))
    if form.is_valid():
        mapping = form.cleaned_data["mapping"]
        return stepped(request, batch, "import_names", lambda: actions.name_columns(batch, mapping, by=member(request)))
    return render(request, "register/importing/columns.html", {"batch": batch, "form": form})


def names(request: HttpRequest, pk: int) -> HttpResponse:
    batch = batch_of(request, pk)
    if batch.state != BatchState.MAPPED:
        return redirect(STEPS.get(BatchState(batch.state), "import_check"), batch.pk)
    known = plan_of(batch).names
    form = NamesForm(known, posted(request))
    if form.is_valid():
        chosen = form.cleaned_data
        return stepped(request, batch, "import_check", lambda: actions.name_names(batch, chosen, by=member(request)))
    context = {"batch": batch, "form": form, "open": sum(name.is_open for name in known)}
    return render(request, "register/importing/names.html", context)


def check(request: HttpRequest, pk: int) -> HttpResponse:
    batch = batch_of(request, pk)
    if batch.state == BatchState.OPENED:
        return redirect("import_columns", batch.pk)
    context: dict[str, Any] = {"batch": batch}
    if batch.state == BatchState.MAPPED:
        context |= diffed(request, batch)
    return render(request, "register/importing/check.html", context)


def diffed(request: HttpRequest, batch: Batch) -> dict[str, Any]:
    plan, show = plan_of(batch), request.GET.get("show", "")
    diff = compare(plan)
    lines = [line for line in diff.lines if not show or line.outcome == show]
    figures = [(name, title, diff.counts[name]) for name, title in outcomes().items() if diff.counts[name]]
    return {
        "diff": diff,
        "figures": figures,
        "show": show,
        "page": Paginator(lines, PAGE).get_page(request.GET.get("page")),
        "open": sum(name.is_open for name in plan.names),
        "can_import": any(line.facts for line in diff.lines),
    }


def outcomes() -> dict[str, str]:
    return {
        "entry": _("new entries"),
        "new": _("new facts"),
        "same": _("said already"),
        "contradiction": _("contradictions"),
        "refused": _("rows refused"),
    }


@require_POST
def do(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    batch = batch_of(request, pk)
    if act not in ACTS:
        raise Http404
    return stepped(request, batch, "imports" if act == "drop" else "import_check", lambda: ACTS[act](batch, by=member(request)))


ACTS: dict[str, Callable[..., Any]] = {"import": actions.import_batch, "undo": actions.undo_batch, "drop": actions.drop_batch}


def stepped(request: HttpRequest, batch: Batch, to: str, act: Callable[[], Any]) -> HttpResponse:
    """Do one step and go on to the next page; what is refused is said there."""
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(to, *([] if to == "imports" else [batch.pk]))


def template(request: HttpRequest, ending: str) -> HttpResponse:
    kind = request.GET.get("kind", "partnership")
    if ending not in ("csv", "xlsx") or kind not in KINDS:
        raise Http404
    data, mime = (as_csv(kind), "text/csv; charset=utf-8") if ending == "csv" else (as_xlsx(), XLSX)
    return HttpResponse(data, content_type=mime, headers={"Content-Disposition": f'attachment; filename="passerelles-{kind}.{ending}"'})


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

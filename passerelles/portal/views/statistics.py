"""Figures: the page, and each chart as SVG, PNG or CSV."""

from contextlib import nullcontext

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from passerelles.common.drawing.charts import Chart, chart_drawing
from passerelles.common.limits import Breach
from passerelles.common.sheets import MARK, csv_lines
from passerelles.portal.drawing.printing import as_png
from passerelles.portal.drawing.signature import signed
from passerelles.portal.opendata.limiting import PRINTED, in_line, not_now, too_often
from passerelles.portal.queries import statistics as figures


@login_not_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/statistics.html", {"page": figures.statistics()})


@login_not_required
@require_safe
def chart(request: HttpRequest, name: str, form: str) -> HttpResponse:
    found = figures.chart(name, figures.kept())
    if found is None or form not in FORMS:
        raise Http404
    if form == "png" and (refused := too_often(request, PRINTED)) is not None:
        return refused
    write, kind = FORMS[form]
    try:
        with in_line(request) if form == "png" else nullcontext():
            made = write(found)
    except Breach:
        return not_now(request, back=reverse("statistics"))
    return HttpResponse(made, content_type=kind, headers={"Content-Disposition": _disposition(name, form)})


def _disposition(name: str, form: str) -> str:
    """A picture is looked at; what others work with is taken along."""
    return f'{"inline" if form == "svg" else "attachment"}; filename="{name}.{form}"'


def _as_svg(chart: Chart) -> str:
    return chart_drawing(chart, is_alone=True, foot=signed())


def _as_csv(chart: Chart) -> str:
    """The table under the chart."""
    return MARK + csv_lines([[chart.what, "", *chart.series], *([bar.label, bar.key, *bar.numbers] for bar in chart.bars)])


FORMS = {
    "svg": (_as_svg, "image/svg+xml"),
    "png": (lambda chart: as_png(_as_svg(chart)), "image/png"),
    "csv": (_as_csv, "text/csv; charset=utf-8"),
}

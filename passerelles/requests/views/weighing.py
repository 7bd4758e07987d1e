"""What reasons are worth for a group: seen by its readers, tried and set by its coordinators."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from passerelles.common.refusing import Refused
from passerelles.people.models import Group
from passerelles.register.views.sending import member
from passerelles.requests.actions.weighing import reset_weights, set_weights
from passerelles.requests.forms.weighing import WeightsForm
from passerelles.requests.queries.weighing import Effect, effect_of, examples_of
from passerelles.requests.queries.weights import inherited_by, settings_of, weights_of
from passerelles.requests.rights import may_see_weights, may_set_weights


def weights(request: HttpRequest, slug: str) -> HttpResponse:
    group = _seen(request, slug)
    form = _form(request, group)
    is_tried = form.is_valid()
    if is_tried and "set" in request.POST:
        return _done(request, group, lambda: set_weights(group, form.changes(), by=member(request)))
    effect = _effect(request, group, form) if may_set_weights(request.user, group) else None
    shown = {"group": group, "form": form, "effect": effect, "is_tried": is_tried, "settings": settings_of(group)}
    return render(request, "requests/weights.html", {**shown, "may_set": may_set_weights(request.user, group)})


@require_POST
def reset(request: HttpRequest, slug: str) -> HttpResponse:
    group = _seen(request, slug)
    return _done(request, group, lambda: reset_weights(group, by=member(request)))


def _seen(request: HttpRequest, slug: str) -> Group:
    group = get_object_or_404(Group, slug=slug)
    if not may_see_weights(request.user, group):
        raise Http404
    return group


def _form(request: HttpRequest, group: Group) -> WeightsForm:
    examples = examples_of(group, request.user)
    number = request.GET.get("request", "")
    first = examples.filter(pk=number).first() if number.isdecimal() and len(number) < 16 else examples.first()
    return WeightsForm(weights_of(group), inherited_by(group), examples, request.POST or None, first)


def _effect(request: HttpRequest, group: Group, form: WeightsForm) -> Effect | None:
    """What the weights that are tried change; where none are, what the group's own do beside the default."""
    asked = form.cleaned_data["example"] if form.is_valid() else form.initial["example"]
    before, after = (form.held, form.held.changed(form.changes())) if form.is_valid() else (form.default, form.held)
    return effect_of(asked, request.user, before=before, after=after) if asked else None


def _done(request: HttpRequest, group: Group, act: Callable[[], Any]) -> HttpResponse:
    try:
        said = _("The weights are set.") if act() else _("Nothing was changed.")
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("weights", group.slug)

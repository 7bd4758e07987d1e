"""What reasons and criteria are worth for a group: weights are seen by its readers, both are tried and set by its coordinators."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from passerelles.common.refusing import Refused
from passerelles.people.models import Group
from passerelles.register.views.sending import member
from passerelles.requests.actions.weighing import reset_shares, reset_weights, set_shares, set_weights
from passerelles.requests.criteria import published
from passerelles.requests.forms.weighing import SharesForm, WeightsForm
from passerelles.requests.models import Request
from passerelles.requests.models.requests import RequestQuerySet
from passerelles.requests.queries.shares import criteria_of, shares_set
from passerelles.requests.queries.weighing import (
    Effect,
    SharesEffect,
    effect_of,
    examples_of,
    shares_effect_of,
    weighed_examples_of,
)
from passerelles.requests.queries.weights import inherited_by, settings_of, weights_of
from passerelles.requests.rights import may_see_weights, may_set_weights


def weights(request: HttpRequest, slug: str) -> HttpResponse:
    group = _seen(request, slug)
    form = _form(request, group)
    is_tried = form.is_valid()
    if is_tried and "set" in request.POST:
        return _done(request, group, lambda: set_weights(group, form.changes(), by=member(request)), _("The weights are set."))
    effect = _effect(request, group, form) if may_set_weights(request.user, group) else None
    shown = {"group": group, "form": form, "effect": effect, "is_tried": is_tried, "settings": settings_of(group)}
    return render(request, "requests/weights.html", {**shown, "may_set": may_set_weights(request.user, group)})


@require_POST
def reset(request: HttpRequest, slug: str) -> HttpResponse:
    group = _seen(request, slug)
    return _done(request, group, lambda: reset_weights(group, by=member(request)), _("The weights are set."))


def shares(request: HttpRequest, slug: str) -> HttpResponse:
    group = _set_by(request, slug)
    examples = weighed_examples_of(group, request.user)
    form = SharesForm(criteria_of(group.pk), published(), examples, request.POST or None, _first(request, examples))
    is_tried = form.is_valid()
    if is_tried and "set" in request.POST:
        act = partial(set_shares, group, form.changes(), by=member(request))
        return _done(request, group, act, _("The shares are set."), back="shares")
    shown = {"group": group, "form": form, "effect": _shares_effect(request, form), "is_tried": is_tried, "settings": shares_set(group)}
    return render(request, "requests/shares.html", {**shown, "may_set": True})


@require_POST
def reset_own_shares(request: HttpRequest, slug: str) -> HttpResponse:
    group = _set_by(request, slug)
    return _done(request, group, lambda: reset_shares(group, by=member(request)), _("The shares are set."), back="shares")


def _set_by(request: HttpRequest, slug: str) -> Group:
    """A group whose shares the visitor sets: how it counts is published to everybody, trying it is for who decides."""
    group = get_object_or_404(Group, slug=slug)
    if not may_set_weights(request.user, group):
        raise Http404
    return group


def _shares_effect(request: HttpRequest, form: SharesForm) -> SharesEffect | None:
    """What the shares that are tried change; where none are, what the group's own do beside the published ones."""
    asked = form.cleaned_data["example"] if form.is_valid() else form.initial["example"]
    before, after = (form.held, form.tried()) if form.is_valid() else (form.default, form.held)
    return shares_effect_of(asked, request.user, before=before, after=after) if asked else None


def _seen(request: HttpRequest, slug: str) -> Group:
    group = get_object_or_404(Group, slug=slug)
    if not may_see_weights(request.user, group):
        raise Http404
    return group


def _form(request: HttpRequest, group: Group) -> WeightsForm:
    examples = examples_of(group, request.user)
    return WeightsForm(weights_of(group), inherited_by(group), examples, request.POST or None, _first(request, examples))


def _first(request: HttpRequest, examples: RequestQuerySet) -> Request | None:
    """The request to try it on: the one that a link names, else the latest."""
    number = request.GET.get("request", "")
    return examples.filter(pk=number).first() if number.isdecimal() and len(number) < 16 else examples.first()


def _effect(request: HttpRequest, group: Group, form: WeightsForm) -> Effect | None:
    """What the weights that are tried change; where none are, what the group's own do beside the default."""
    asked = form.cleaned_data["example"] if form.is_valid() else form.initial["example"]
    before, after = (form.held, form.held.changed(form.changes())) if form.is_valid() else (form.default, form.held)
    return effect_of(asked, request.user, before=before, after=after) if asked else None


def _done(request: HttpRequest, group: Group, act: Callable[[], Any], done: str, back: str = "weights") -> HttpResponse:
    try:
        messages.success(request, done if act() else _("Nothing was changed."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(back, group.slug)

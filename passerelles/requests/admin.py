"""A group's own shares of the criteria are an administrator's to set; requests themselves change by decisions alone."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from passerelles.common.engine_room import Room
from passerelles.common.listing import listed
from passerelles.requests.criteria import CRITERIA
from passerelles.requests.criteria.table import MOST_SHARE, is_share
from passerelles.requests.models import GroupCriteria


class CriteriaForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's class takes its argument in stubs only
    class Meta:
        model = GroupCriteria
        fields = ("group", "shares")

    def clean_shares(self) -> dict[str, int]:
        shares = self.cleaned_data["shares"]
        if not isinstance(shares, dict) or not all(key in CRITERIA and is_share(share) for key, share in shares.items()):
            said = {"keys": listed(CRITERIA), "most": MOST_SHARE}
            raise ValidationError(_("An object of whole numbers from 0 to %(most)s, with these keys at most: %(keys)s.") % said)
        return dict(shares)


@admin.register(GroupCriteria)
class CriteriaRoom(Room):
    form = CriteriaForm
    list_display = ("group", "shares")

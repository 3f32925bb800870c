"""The search above the lists of members."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hansa.foundation.i18n import in_language
from hansa.foundation.ui.widgets import PlainChoiceField
from hansa.network import selectors
from hansa.network.enums import MemberKind, MemberStatus


class MemberFilterForm(forms.Form):
    """Words, kind and region; every field may be left empty."""

    q = forms.CharField(label=_("City or name"), required=False, max_length=80)
    kind = PlainChoiceField(label=_("Kind"), required=False)
    region = PlainChoiceField(label=_("Region"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as Django defines them
        kind, region = self.fields["kind"], self.fields["region"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(region, forms.ChoiceField)
        kind.choices = [("", _("All kinds")), *MemberKind.choices]
        language = get_language()
        region.choices = [
            ("", _("All regions")),
            *((row.key, in_language(row.name, language)) for row in selectors.regions()),
        ]


class OfficeMemberFilterForm(MemberFilterForm):
    """The office also filters by standing and by whether a coordinator has an account."""

    status = PlainChoiceField(
        label=_("Standing"), required=False, choices=[("", _("Any standing")), *MemberStatus.choices]
    )
    coordinator = PlainChoiceField(
        label=_("Coordinator"),
        required=False,
        choices=[
            ("", _("With or without")),
            ("yes", _("With a coordinator")),
            ("no", _("Without a coordinator")),
        ],
    )

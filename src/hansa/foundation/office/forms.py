from django import forms
from django.utils.translation import gettext_lazy as _


class ViewForm(forms.Form):
    """A name for the way a list is looked at."""

    list = forms.SlugField(widget=forms.HiddenInput)
    query = forms.CharField(widget=forms.HiddenInput, max_length=500)
    name = forms.CharField(
        label=_("Name of the view"),
        max_length=60,
        error_messages={"required": _("Give the view a name, such as “Africa, to screen”.")},
    )
    is_shared = forms.BooleanField(label=_("Show it to the whole office"), required=False)

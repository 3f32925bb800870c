from django.urls import path

from hansa.programmes.office import lists
from hansa.programmes.office import words as words  # filling the words of the log is its import
from hansa.programmes.office.views import (
    attachments,
    calls,
    days,
    mailing,
    packs,
    photographs,
    rehearsals,
    templates,
    uploads,
)

app_name = "programmes_office"

urlpatterns = [
    path("packs/", packs.packs, name="packs"),
    path("packs/handed-in/<uuid:uid>/", uploads.upload, name="upload"),
    path("packs/handed-in/<uuid:uid>/apply/", uploads.apply, name="apply"),
    path("packs/handed-in/<uuid:uid>/days/", days.days, name="days"),
    path("packs/handed-in/<uuid:uid>/rehearse/", rehearsals.rehearse_upload, name="rehearse_upload"),
    path("packs/templates/", templates.templates, name="templates"),
    path("packs/templates/<slug:name>/", templates.start, name="template"),
    path("packs/<slug:slug>/", packs.pack, name="pack"),
    path("packs/<slug:slug>/export/", packs.export, name="export"),
    path("packs/<slug:slug>/text/", packs.text, name="text"),
    path("packs/<slug:slug>/next/", templates.start_next, name="start_next"),
    path("packs/<slug:slug>/photographs/", photographs.photographs, name="photographs"),
    path("packs/<slug:slug>/photographs/add/", photographs.add, name="add_photograph"),
    path("packs/<slug:slug>/photographs/<uuid:uid>/away/", photographs.remove, name="remove_photograph"),
    path("packs/<slug:slug>/rehearse/", rehearsals.rehearse_edition, name="rehearse"),
    path("rehearsals/<uuid:uid>/", rehearsals.rehearsal, name="rehearsal"),
    path("calls/", lists.calls, name="calls"),
    path("calls/<slug:slug>/", calls.call, name="call"),
    path("calls/<slug:slug>/close/", calls.close, name="close"),
    path("calls/<slug:slug>/extend/", calls.extend, name="extend"),
    path("calls/<slug:slug>/cancel/", calls.cancel, name="cancel"),
    path("calls/<slug:slug>/bring-forward/", calls.bring_forward, name="bring_forward"),
    path("calls/<slug:slug>/places/", calls.places, name="places"),
    path("calls/<slug:slug>/step/", calls.step, name="step"),
    path("calls/<slug:slug>/pause/", calls.pause, name="pause"),
    path("calls/<slug:slug>/papers/", attachments.attachments, name="attachments"),
    path("calls/<slug:slug>/papers/add/", attachments.attach, name="attach"),
    path("calls/<slug:slug>/papers/<uuid:uid>/away/", attachments.detach, name="detach"),
    path("calls/<slug:slug>/letters/", mailing.mailing, name="mailing"),
    path("calls/<slug:slug>/letters/announce/", mailing.announce, name="announce"),
    path("calls/<slug:slug>/letters/extension/", mailing.tell, name="tell_extension"),
    path("calls/<slug:slug>/texts/", calls.texts, name="texts"),
]

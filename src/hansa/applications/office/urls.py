from django.urls import path

from hansa.applications.office import (
    appeals,
    interviews,
    listed,
    lists,
    panel_urls,
    person,
    pictures,
    places,
    release,
    selection,
    under_way,
    what_if,
)
from hansa.applications.office import applicants as applicants
from hansa.applications.office import sheets as tables
from hansa.applications.office import travel as travel_desk
from hansa.applications.office import words as words  # filling the words of the log is its import

app_name = "applications_office"
urlpatterns = [
    path("applications/", listed.applications, name="applications"),
    path("applications/<uuid:uid>/", lists.application, name="application"),
    path("applications/<uuid:uid>/act/", lists.act, name="act"),
    path("applications/export/", tables.export, name="export"),
    path("applicants/<slug:slug>/", applicants.hand_in, name="applicants"),
    path("applicants/sheets/<uuid:uid>/", applicants.mapping, name="applicant_sheet"),
    path("applicants/sheets/<uuid:uid>/check/", applicants.check, name="applicant_check"),
    path("applicants/sheets/<uuid:uid>/rows-to-mend.xlsx", applicants.bad_rows, name="applicant_bad"),
    path("applicants/sheets/<uuid:uid>/take/", applicants.take, name="applicant_take"),
    path("applicants/sheets/<uuid:uid>/write/", applicants.write, name="applicant_write"),
    path("travel/", travel_desk.travels, name="travels"),
    path("travel/<uuid:uid>/", travel_desk.travel, name="travel"),
    path("travel/<uuid:uid>/letter/", travel_desk.letter, name="travel_letter"),
    path("travel/<slug:slug>/host-list/", travel_desk.host_list, name="host_list"),
    *panel_urls.urlpatterns,
    path("interviews/<slug:slug>/", interviews.interviews, name="interviews"),
    path("interviews/<slug:slug>/lay/", interviews.lay, name="interview_lay"),
    path("interviews/<slug:slug>/take-away/", interviews.take_away, name="interview_take_away"),
    path("interviews/<slug:slug>/invite/", interviews.invite, name="interview_invite"),
    path("interviews/<slug:slug>/<uuid:uid>/", interviews.interview, name="interview"),
    path("interviews/<slug:slug>/<uuid:uid>/act/", interviews.act, name="interview_act"),
    path("selection/<slug:slug>/", selection.selection, name="selection"),
    path("selection/<slug:slug>/run/", selection.run, name="run"),
    path("selection/<slug:slug>/seal/", selection.seal, name="seal"),
    path("selection/<slug:slug>/unseal/", selection.unseal, name="unseal"),
    path("selection/<slug:slug>/lists/<uuid:uid>/release/", release.release, name="release"),
    path("selection/<slug:slug>/lists/<uuid:uid>/minutes.pdf", places.minutes, name="minutes"),
    path("selection/<slug:slug>/progress/", under_way.progress, name="progress"),
    path("selection/<slug:slug>/stop/", under_way.stop, name="stop"),
    path("selection/<slug:slug>/lists/<uuid:uid>.zip", places.bundle, name="bundle"),
    path("selection/<slug:slug>/people/<uuid:uid>/", person.person, name="person"),
    path("selection/<slug:slug>/pictures/", pictures.pictures, name="pictures"),
    path("selection/<slug:slug>/look/", places.look, name="look"),
    path("selection/<slug:slug>/what-if/", what_if.what_if, name="what_if"),
    path("selection/<slug:slug>/what-if/compute/", what_if.compute, name="compute_scenario"),
    path("selection/<slug:slug>/what-if/settle/", what_if.settle, name="settle_scenario"),
    path("selection/<slug:slug>/appeals/", appeals.record, name="record_appeal"),
    path("appeals/<uuid:uid>/", appeals.appeal, name="appeal"),
    path("appeals/<uuid:uid>/decide/", appeals.decide, name="decide_appeal"),
    path("selection/<slug:slug>/offer/", places.offer, name="offer_places"),
]

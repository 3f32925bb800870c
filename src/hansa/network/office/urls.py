from django.urls import path

from hansa.network.office import appointments, description, lists, members, sheets
from hansa.network.office import words as words  # filling the words of the log is its import

app_name = "network_office"

urlpatterns = [
    path("network/", description.describe, name="describe"),
    path("network/look/", description.look, name="look"),
    path("members/", lists.members, name="members"),
    path("members/sheets/", sheets.hand_in, name="sheets"),
    path("members/sheets/members.xlsx", sheets.template, name="sheet_template"),
    path("members/sheets/members-with-contacts.xlsx", sheets.export, name="export"),
    path("members/sheets/<uuid:uid>/", sheets.sheet, name="sheet"),
    path("members/sheets/<uuid:uid>/check/", sheets.check, name="check_sheet"),
    path("members/sheets/<uuid:uid>/apply/", sheets.apply, name="apply_sheet"),
    path("members/sheets/<uuid:uid>/rows-to-mend.csv", sheets.bad_rows, name="bad_rows"),
    path("members/<slug:key>/", appointments.member, name="member"),
    path("members/<slug:key>/edit/", members.edit, name="edit_member"),
    path("members/<slug:key>/appoint/", appointments.appoint, name="appoint"),
    path("members/<slug:key>/contact/", appointments.contact, name="contact"),
    path("members/<slug:key>/release/", appointments.release, name="release"),
    path("offices/", appointments.offices, name="offices"),
    path("offices/<slug:key>/assign/", appointments.assign, name="assign"),
    path("offices/<slug:key>/remove/", appointments.remove, name="remove"),
]

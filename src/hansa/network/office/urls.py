from django.urls import path

from hansa.network.office import description, sheets, views

app_name = "network_office"

urlpatterns = [
    path("network/", description.describe, name="describe"),
    path("network/look/", description.look, name="look"),
    path("members/", views.members, name="members"),
    path("members/sheets/", sheets.hand_in, name="sheets"),
    path("members/sheets/members.xlsx", sheets.template, name="sheet_template"),
    path("members/sheets/<uuid:uid>/", sheets.sheet, name="sheet"),
    path("members/sheets/<uuid:uid>/check/", sheets.check, name="check_sheet"),
    path("members/sheets/<uuid:uid>/apply/", sheets.apply, name="apply_sheet"),
    path("members/sheets/<uuid:uid>/rows-to-mend.csv", sheets.bad_rows, name="bad_rows"),
]

from django.urls import path

from hansa.applications.office import listed, lists, panel, selection
from hansa.applications.office import words as words  # filling the words of the log is its import

app_name = "applications_office"
urlpatterns = [
    path("applications/", listed.applications, name="applications"),
    path("applications/<uuid:uid>/", lists.application, name="application"),
    path("applications/<uuid:uid>/act/", lists.act, name="act"),
    path("reviews/<slug:slug>/", panel.reviews, name="reviews"),
    path("reviews/<slug:slug>/assign/", panel.assign, name="assign"),
    path("selection/<slug:slug>/", selection.selection, name="selection"),
    path("selection/<slug:slug>/run/", selection.run, name="run"),
    path("selection/<slug:slug>/seal/", selection.seal, name="seal"),
    path("selection/<slug:slug>/unseal/", selection.unseal, name="unseal"),
    path("selection/<slug:slug>/release/", selection.release, name="release"),
]

"""The addresses of a panel in the office."""

from django.urls import path

from hansa.applications.office import jury, panel, scores

urlpatterns = [
    path("reviews/<slug:slug>/", panel.reviews, name="reviews"),
    path("reviews/<slug:slug>/assign/", panel.assign, name="assign"),
    path("reviews/<slug:slug>/invite/", jury.invite, name="invite_juror"),
    path("reviews/<slug:slug>/remind/", jury.remind, name="remind_readers"),
    path("reviews/<slug:slug>/seats/<int:seat_id>/", jury.seat, name="seat"),
    path("reviews/<slug:slug>/seats/<int:seat_id>/act/", jury.act, name="seat_act"),
    path("reviews/<slug:slug>/scores/", scores.scores, name="scores"),
    path("reviews/<slug:slug>/scores/calibration/", scores.calibration, name="calibration"),
    path("reviews/<slug:slug>/scores/talk/", scores.discussion, name="discussion"),
]

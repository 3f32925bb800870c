from django.urls import path

from hansa.applications.views import (
    answering,
    applying,
    interview_panel,
    interviews,
    nominating,
    reviewing,
    starting,
)

app_name = "applications"
urlpatterns = [
    path("apply/<slug:slug>/", starting.start, name="start"),
    path("apply/<slug:slug>/nomination-form/", nominating.blank_form, name="blank_form"),
    path("applications/<uuid:uid>/", answering.application, name="application"),
    path("applications/<uuid:uid>/form/", applying.form, name="form"),
    path("applications/<uuid:uid>/documents/", applying.documents, name="documents"),
    path("applications/<uuid:uid>/documents/<slug:kind>/remove/", applying.remove, name="remove"),
    path("applications/<uuid:uid>/send/", applying.send, name="send"),
    path("applications/<uuid:uid>/withdraw/", answering.withdraw, name="withdraw"),
    path("applications/<uuid:uid>/offer/", answering.offer, name="offer"),
    path("applications/<uuid:uid>/interview/", interviews.interview, name="interview"),
    path("applications/<uuid:uid>/interview/book/", interviews.book, name="interview_book"),
    path("applications/<uuid:uid>/interview/give-back/", interviews.give_back, name="interview_give_back"),
    path("applications/<uuid:uid>/interview/calendar.ics", interviews.calendar, name="interview_calendar"),
    path("applications/<uuid:uid>/nomination-form/", nominating.form_to_sign, name="form_to_sign"),
    path("applications/files/<uuid:uid>/", answering.file, name="file"),
    path("nominations/", nominating.nominations, name="nominations"),
    path("nominations/<uuid:uid>/", nominating.nominate, name="nominate"),
    path("interviews/", interview_panel.interviews, name="interviews"),
    path("interviews/<uuid:uid>/", interview_panel.sheet, name="interview_sheet"),
    path("interviews/<uuid:uid>/went/", interview_panel.went, name="interview_went"),
    path("interviews/<uuid:uid>/calendar.ics", interview_panel.calendar, name="interview_panel_calendar"),
    path("reviews/", reviewing.reviews, name="reviews"),
    path("reviews/<uuid:uid>/", reviewing.review, name="review"),
    path("reviews/<uuid:uid>/conflict/", reviewing.conflict, name="conflict"),
    path("reviews/<uuid:uid>/talk/", reviewing.talk, name="talk"),
]

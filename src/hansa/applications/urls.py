from django.urls import path

from hansa.applications.views import answering, applying, nominating, reviewing, starting

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
    path("applications/<uuid:uid>/nomination-form/", nominating.form_to_sign, name="form_to_sign"),
    path("applications/files/<uuid:uid>/", answering.file, name="file"),
    path("nominations/", nominating.nominations, name="nominations"),
    path("nominations/<uuid:uid>/", nominating.nominate, name="nominate"),
    path("reviews/", reviewing.reviews, name="reviews"),
    path("reviews/<uuid:uid>/", reviewing.review, name="review"),
    path("reviews/<uuid:uid>/conflict/", reviewing.conflict, name="conflict"),
]

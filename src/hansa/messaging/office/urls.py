from django.urls import path

from . import lists, texts, views
from . import words as words  # filling the words of the log is its import

app_name = "messaging_office"
urlpatterns = [
    path("letters/", lists.outbox, name="outbox"),
    path("texts/", texts.texts, name="texts"),
    path("texts/<int:pk>/", texts.text, name="text"),
    path("texts/<int:pk>/<slug:language>/html/", texts.text_html, name="text_html"),
    path("texts/<int:pk>/<slug:language>/test/", texts.test, name="test"),
    path("letters/<uuid:uid>/", views.letter, name="letter"),
    path("letters/<uuid:uid>/again/", views.again, name="again"),
    path("letters/<uuid:uid>/came-back/", views.bounced, name="bounced"),
]

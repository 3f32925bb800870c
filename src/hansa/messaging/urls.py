from django.urls import path

from . import views

app_name = "messaging"
urlpatterns = [
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<int:pk>/", views.mail, name="mail"),
    path("mailbox/<int:pk>/html/", views.mail_html, name="mail_html"),
    path("letters/", views.letters, name="letters"),
    path("letters/<uuid:uid>/", views.letter, name="letter"),
]

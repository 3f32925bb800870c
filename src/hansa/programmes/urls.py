from django.urls import path

from hansa.programmes import views

app_name = "programmes"

urlpatterns = [
    path("programmes/<slug:slug>/papers/<uuid:uid>/", views.attachment, name="attachment"),
]

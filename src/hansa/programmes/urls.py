from django.urls import path

from hansa.programmes import views

app_name = "programmes"

urlpatterns = [
    path("programmes/<slug:slug>/papers/<uuid:uid>/", views.attachment, name="attachment"),
    path("programmes/<slug:slug>/photographs/<uuid:uid>/", views.photograph, name="photograph"),
    path(
        "programmes/<slug:slug>/photographs/<uuid:uid>/small/",
        views.small_photograph,
        name="small_photograph",
    ),
]

from django.urls import path

from . import views

app_name = "office"

urlpatterns = [
    path("office/views/", views.save_view, name="save_view"),
    path("office/views/<uuid:uid>/remove/", views.remove_view, name="remove_view"),
    path("office/acts/<slug:key>/", views.act, name="act"),
    path("office/acts/done/<uuid:uid>/", views.done, name="done"),
]

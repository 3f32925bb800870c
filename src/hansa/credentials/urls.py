from django.urls import path

from hansa.credentials import views

app_name = "credentials"

urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/<uuid:credential_id>/", views.certificate, name="certificate"),
    path("verify/keys.json", views.keys, name="keys"),
    path("certificates/<uuid:credential_id>.pdf", views.certificate_pdf, name="certificate_pdf"),
    path("certificates/<uuid:credential_id>.json", views.certificate_json, name="certificate_json"),
    path("status/<uuid:list_id>/", views.status_list, name="status_list"),
    path("did/<slug:key>/did.json", views.did_document, name="did_document"),
    path("achievements/<path:key>/", views.achievement, name="achievement"),
    path("my/certificates/", views.mine, name="mine"),
]

from django.urls import path

from hansa.credentials.office import certificate, lists
from hansa.credentials.office import words as words  # filling the words of the log is its import

app_name = "credentials_office"

urlpatterns = [
    path("credentials/", lists.credentials, name="credentials"),
    path("credentials/<uuid:credential_id>/", certificate.certificate, name="certificate"),
    path("credentials/<uuid:credential_id>/withdraw/", certificate.withdraw, name="withdraw"),
    path("credentials/<uuid:credential_id>/again/", certificate.again, name="again"),
]

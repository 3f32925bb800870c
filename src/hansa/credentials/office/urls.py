from django.urls import path

from hansa.credentials.office import lists
from hansa.credentials.office import words as words  # filling the words of the log is its import

app_name = "credentials_office"

urlpatterns = [path("credentials/", lists.credentials, name="credentials")]

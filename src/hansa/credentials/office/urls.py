from django.urls import path

from hansa.credentials.office import views

app_name = "credentials_office"

urlpatterns = [path("credentials/", views.credentials, name="credentials")]

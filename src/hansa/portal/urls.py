from django.urls import path

from hansa.portal.views import (
    about,
    claim,
    desk,
    edition,
    frame,
    guide,
    health,
    home,
    my,
    programmes,
    search,
    start,
)

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/<slug:slug>/", edition.edition, name="edition"),
    path(
        "programmes/<slug:slug>/certificates/<slug:achievement>/",
        claim.claim,
        name="claim",
    ),
    path("my/", my.my, name="my"),
    path("office/", desk.desk, name="desk"),
    path("office/start/", start.start, name="start"),
    path("office/start/put-away/", start.put_away, name="put_start_away"),
    path("about/", about.about, name="about"),
    path("contact/", about.contact, name="contact"),
    path("privacy/", about.privacy, name="privacy"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("styleguide/", guide.guide, name="guide"),
    path("styleguide/<slug:chapter>/", guide.guide, name="guide"),
    path("search/", search.search, name="search"),
    path("opensearch.xml", search.opensearch, name="opensearch"),
    path("language/", frame.language, name="language"),
    path("theme/", frame.theme, name="theme"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", health.robots, name="robots"),
    path(".well-known/security.txt", health.security_txt, name="security"),
]

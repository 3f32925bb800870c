"""What a build laid down is served; what a newer build took away is not there, and nothing worse."""

from django.test import RequestFactory
from whitenoise.responders import StaticFile

from hansa.foundation.ui.assets import Assets


def test_file_taken_away_under_a_running_server_is_not_there(tmp_path):
    sheet = tmp_path / "main.css"
    sheet.write_text("p { margin: 0 }")
    known = StaticFile(str(sheet), [("Content-Type", "text/css")])
    request = RequestFactory().get("/static/build/assets/main.css")
    assert Assets.serve(known, request).status_code == 200
    sheet.unlink()
    assert Assets.serve(known, request).status_code == 404

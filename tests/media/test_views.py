"""Films by byte range and captions as text."""

import pytest
from django.urls import reverse

from hansa.media import services
from tests.factories.media import ENGLISH, a_film, a_video

pytestmark = pytest.mark.django_db


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.fixture
def address() -> str:
    return services.film_address(a_film(a_video()))


def test_film_without_a_range_is_whole(client, address):
    response = client.get(address)
    assert (response.status_code, body(response)) == (200, b"0123456789")
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Type"] == "video/mp4"
    assert response["Content-Length"] == "10"
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("asked", "data", "said"),
    [
        ("bytes=0-3", b"0123", "bytes 0-3/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=-2", b"89", "bytes 8-9/10"),
        ("bytes=9-400", b"9", "bytes 9-9/10"),
    ],
)
def test_film_with_a_range_is_that_part(client, address, asked, data, said):
    response = client.get(address, headers={"range": asked})
    assert (response.status_code, body(response)) == (206, data)
    assert response["Content-Range"] == said
    assert response["Content-Length"] == str(len(data))


def test_film_beyond_its_end_is_not_satisfiable(client, address):
    response = client.get(address, headers={"range": "bytes=10-"})
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */10")


def test_film_head_has_headers_and_no_body(client, address):
    response = client.head(address, headers={"range": "bytes=2-5"})
    assert (response.status_code, response["Content-Length"], body(response)) == (206, "4", b"")
    assert client.head(address)["Content-Length"] == "10"


def test_film_address_altered_is_not_found(client, address):
    assert client.get(address[:-2]).status_code == 404
    assert client.get(reverse("media:film", args=["x" * 40])).status_code == 404
    assert client.post(address).status_code == 405


def test_captions_are_text_vtt(client):
    a_video()
    response = client.get("/captions/cities/en.vtt")
    assert response["Content-Type"] == "text/vtt; charset=utf-8"
    assert response.content.decode() == ENGLISH
    assert "attachment" in client.get("/captions/cities/en.vtt?download")["Content-Disposition"]


def test_captions_to_come_or_unknown_are_not_found(client):
    a_video()
    assert client.get("/captions/cities/ko.vtt").status_code == 404
    assert client.get("/captions/none/en.vtt").status_code == 404

"""The virus check, against a small server that speaks clamd's INSTREAM."""

import socketserver
import struct
import threading

import pytest

from hansa.foundation.storage.enums import Refusal
from hansa.foundation.storage.services import FileRefused, examine
from tests.foundation import samples


class Clamd(socketserver.StreamRequestHandler):
    """Finds a virus in whatever carries the word."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        data = b""
        while (length := struct.unpack(">I", self.rfile.read(4))[0]) > 0:
            data += self.rfile.read(length)
        self.wfile.write(b"stream: Test.Virus FOUND\0" if b"virus" in data else b"stream: OK\0")


@pytest.fixture
def clamd(settings):
    with socketserver.TCPServer(("127.0.0.1", 0), Clamd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.HANSA_CLAMD = f"127.0.0.1:{server.server_address[1]}"
        yield
        server.shutdown()


def test_clean_file_passes_and_an_infected_one_does_not(clamd):
    assert examine(upload=samples.jpeg(), purpose="photo", name="a.jpg").data
    with pytest.raises(FileRefused) as refused:
        examine(upload=samples.jpeg() + b"virus", purpose="photo", name="a.jpg")
    assert refused.value.code is Refusal.VIRUS


def test_no_file_is_taken_while_the_check_is_away(settings):
    settings.HANSA_CLAMD = "127.0.0.1:1"
    with pytest.raises(FileRefused) as refused:
        examine(upload=samples.jpeg(), purpose="photo", name="a.jpg")
    assert refused.value.code is Refusal.UNCHECKED

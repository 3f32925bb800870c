import json
import os

from hansa.config.cli.demo import base_url


def test_the_address_is_that_of_the_server_that_runs(tmp_path):
    (tmp_path / "serving.json").write_text(
        json.dumps({"base_url": "http://127.0.0.1:8123", "pid": os.getpid()})
    )
    assert base_url(tmp_path, "http://localhost:8000") == "http://127.0.0.1:8123"


def test_the_address_of_a_server_that_is_gone_is_not_believed(tmp_path):
    (tmp_path / "serving.json").write_text(
        json.dumps({"base_url": "http://127.0.0.1:8123", "pid": 2**22 + 1})
    )
    assert base_url(tmp_path, "http://localhost:8000") == "http://127.0.0.1:8000"


def test_the_address_without_a_server_is_the_configured_one(tmp_path):
    assert base_url(tmp_path, "https://hansa.example") == "https://hansa.example"

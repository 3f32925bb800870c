"""The same doors on an S3-compatible store, over a real connection to a server on this machine."""

import uuid

import boto3
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from moto.server import ThreadedMotoServer

from hansa.foundation import clock
from hansa.foundation.storage import services
from hansa.foundation.storage.adapters import bucket, disk
from hansa.foundation.storage.models import StoredFile
from tests.foundation import samples

pytestmark = pytest.mark.django_db
OWNER = uuid.UUID("00000000-0000-4000-8000-000000000001")


@pytest.fixture(scope="module")
def store():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"s3+http://key:a%2Fsecret@{host}:{port}/hansa-files"
    server.stop()


@pytest.fixture(autouse=True)
def _files_lie_there(store, settings):
    options = bucket.options(store)
    client = boto3.client(
        "s3",
        endpoint_url=options["endpoint_url"],
        aws_access_key_id="key",
        aws_secret_access_key="a/secret",
        region_name="us-east-1",
    )
    client.create_bucket(Bucket="hansa-files")
    settings.STORAGES = settings.STORAGES | {
        "files": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    }


def taken(now, **fields) -> StoredFile:
    upload = SimpleUploadedFile("passport.jpg", samples.jpeg())
    return services.intake(
        upload=upload, **({"purpose": "passport", "owner_uid": OWNER, "personal": True, "now": now} | fields)
    )


def test_address_of_a_store_is_read_in_full():
    options = bucket.options("s3://a%2Bkey:a%2Fsecret@s3.example.org:9000/files?region=eu-west-3")
    assert options["access_key"] == "a+key"
    assert options["secret_key"] == "a/secret"
    assert options["endpoint_url"] == "https://s3.example.org:9000"
    assert options["bucket_name"] == "files"
    assert options["region_name"] == "eu-west-3"


def test_personal_file_lies_encrypted_in_the_store_and_is_readable_through_the_door(now):
    file = taken(now)
    with disk.files().open(file.path) as raw:
        assert raw.read().startswith(b"HD1")
    assert services.read_bytes(file).startswith(b"\xff\xd8\xff")


def test_deleted_file_is_gone_from_the_store(now, django_capture_on_commit_callbacks):
    file = taken(now)
    path = file.path
    with django_capture_on_commit_callbacks(execute=True):
        services.delete(file)
    assert not disk.files().exists(path)
    assert not StoredFile.objects.exists()


def test_file_without_a_row_is_swept_from_the_store_and_others_stay(now):
    kept, lost = taken(now), taken(now)
    StoredFile.objects.filter(pk=lost.pk).delete()
    services.sweep_orphans(clock.now() + services.ON_ITS_WAY * 2)
    assert disk.files().exists(kept.path)
    assert not disk.files().exists(lost.path)

"""An S3-compatible store as a place for files: what its address says to the library that talks to it."""

from urllib.parse import parse_qs, unquote, urlsplit


def options(url: str) -> dict[str, object]:
    """Return the options of ``S3Storage`` for ``s3://key:secret@endpoint[:port]/bucket[?region=…]``.

    ``s3+http`` speaks in the clear, for a store on the same machine or in a closed network.
    """
    store = urlsplit(url)
    scheme = "http" if store.scheme == "s3+http" else "https"
    return {
        "access_key": unquote(store.username or ""),
        "secret_key": unquote(store.password or ""),
        "endpoint_url": f"{scheme}://{store.hostname}" + (f":{store.port}" if store.port else ""),
        "region_name": parse_qs(store.query).get("region", ["us-east-1"])[0],
        "bucket_name": store.path.strip("/"),
        "default_acl": "private",
        "signature_version": "s3v4",
        # A file is never written over: a path is drawn by lot, and a second file of that name would be a fault.
        "file_overwrite": False,
    }

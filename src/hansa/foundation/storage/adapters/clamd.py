"""Asks a ClamAV daemon, where the installation has one."""

import socket
import struct

from django.conf import settings


class ClamdAway(Exception):
    """The daemon is configured but did not answer."""


def is_infected(data: bytes) -> bool:
    """Say whether the daemon knows a virus in the data; False where no daemon is configured.

    ``HANSA_CLAMD`` is the path of its socket, or ``host:port``.
    """
    where = getattr(settings, "HANSA_CLAMD", "")
    if not where:
        return False
    try:
        with _line(where) as link:
            link.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), 65536):
                part = data[start : start + 65536]
                link.sendall(struct.pack(">I", len(part)) + part)
            link.sendall(struct.pack(">I", 0))
            answer = link.recv(4096)
    except OSError as fault:
        raise ClamdAway(str(fault)) from fault
    if answer.rstrip(b"\0\n").endswith(b"OK"):
        return False
    if b"FOUND" in answer:
        return True
    raise ClamdAway(answer[:100].decode("ascii", "replace"))


def _line(where: str) -> socket.socket:
    if where.startswith("/"):
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(20)
        link.connect(where)
        return link
    host, _, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=20)

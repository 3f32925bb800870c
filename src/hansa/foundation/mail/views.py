"""A mail's HTML part on a page of ours: shown as a mail program would, where it can do nothing."""

import base64
import hashlib
import re
from html import unescape

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpResponse

beside = csp_update({"frame-src": [SELF]})
"""For the page that shows a mail in a frame: such a frame may come from ourselves."""


def alone(page: str) -> HttpResponse:
    """Return a mail's HTML part by itself: it may load nothing, run nothing, and look only as it was written.

    Its own styles are let through one by one, each by its fingerprint; what else may stand in it does nothing.
    """
    blocks = re.findall(r"<style>(.*?)</style>", page, re.S)
    attributes = [unescape(style) for style in re.findall(r'\sstyle="([^"]*)"', page)]
    allowed = [_fingerprint(text) for text in dict.fromkeys([*blocks, *attributes])]
    hashed = "'unsafe-hashes' " if attributes else ""
    style = f"; style-src {hashed}{' '.join(allowed)}" if allowed else ""
    # A link opens beside the page, not in the frame.
    response = HttpResponse(page.replace("<head>", '<head><base target="_blank">', 1))
    response["Content-Security-Policy"] = (
        f"sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'{style}; frame-ancestors 'self'"
    )
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _fingerprint(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

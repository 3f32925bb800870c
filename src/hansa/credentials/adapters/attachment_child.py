"""Run by ``attachment.py`` in a process of its own: reads a PDF from standard input, writes what is attached.

Answers with one JSON object: ``{"files": [text, …]}`` or ``{"fault": word}``.
"""

import io
import json
import resource
import sys
import zlib

MEMORY = 1024 * 1024 * 1024
SECONDS = 5
MOST_FILES = 8
LARGEST_FILE = 1024 * 1024


def bounded(raw: bytes, filters: list[str]) -> bytes:
    """Return a stream's content, never more than the largest credential there can be."""
    if not filters:
        content = raw[: LARGEST_FILE + 1]
    elif filters == ["/FlateDecode"]:
        content = zlib.decompressobj().decompress(raw, LARGEST_FILE + 1)
    else:
        raise ValueError("an attachment is stored in a way that certificates do not use")
    if len(content) > LARGEST_FILE:
        raise ValueError("an attachment is too large")
    return content


def attached(data: bytes) -> list[str]:
    """Return the JSON files that a PDF carries."""
    import pikepdf

    found = []
    with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
        for name in list(pdf.attachments)[:MOST_FILES]:
            stream = pdf.attachments[name].get_file().obj
            kinds = stream.get("/Filter", [])
            filters = (
                [str(kind) for kind in kinds] if isinstance(kinds, pikepdf.Array | list) else [str(kinds)]
            )
            content = bounded(stream.read_raw_bytes(), filters)
            if content.lstrip()[:1] == b"{":
                found.append(content.decode("utf-8"))
    return found


def main() -> None:
    """Set the limits, read, answer."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    data = sys.stdin.buffer.read()
    try:
        answer: dict[str, object] = {"files": attached(data)}
    except Exception as fault:
        answer = {"fault": type(fault).__name__}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()

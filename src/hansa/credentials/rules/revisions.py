"""Signatures in a PDF as revisions at its end: the file that is there is never written anew.

The first revision makes the fields of all signatures and certifies the sheet (DocMDP, FILL_FORMS); each later one
touches its own field and nothing else. What a revision holds follows from the file before it, who signs and when: a
verifier writes it again and compares. Reads what Typst writes: plain objects and a plain table of them.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

_TRAILER = re.compile(
    rb"trailer\n<</Size (\d{1,7})/Root (\d{1,7}) 0 R/Info (\d{1,7}) 0 R"
    rb"/ID\[\(([A-Za-z0-9+/=]{8,64})\)[^\[\]]{8,80}\](?:/Prev (\d{1,10}))?>>\nstartxref\n(\d{1,10})\n%%EOF\n?\Z"
)
_BEFORE = re.compile(rb"trailer\n<<[^\n]{1,200}/Prev (\d{1,10})>>\n")
_SECTION = re.compile(rb"(\d{1,7}) (\d{1,7})\n")
_REFERENCE = re.compile(rb"(\d{1,7}) 0 R")
_FIELDS = re.compile(rb"/AcroForm<</Fields\[([0-9 R]*)\]/SigFlags 3>>")
_KIDS = re.compile(rb"/Kids\[(\d{1,7}) 0 R")
_PAGES = re.compile(rb"/Pages (\d{1,7}) 0 R")
_ANNOTATIONS = re.compile(rb"/Annots(?: (\d{1,7}) 0 R|\[([0-9 R]*)\])")
_ROW = 20
_TAIL = 2048


class NotASheet(ValueError):
    """The PDF is not written as ours are."""


@dataclass(frozen=True)
class Layout:
    """What a revision has to know of the file before it."""

    data: bytes
    size: int
    root: int
    info: int
    name: bytes
    table: int

    def body(self, number: int) -> bytes:
        """Return an object as it stands in the newest revision."""
        at = self._place(number)
        head = b"%d 0 obj\n" % number
        end = self.data.find(b"\nendobj", at)
        if not self.data.startswith(head, at) or end < 0:
            raise NotASheet(f"object {number} is not where the table says")
        return self.data[at + len(head) : end]

    def _place(self, number: int) -> int:
        for first, count, rows in self._sections():
            if first <= number < first + count:
                row = self.data[rows + (number - first) * _ROW :][:10]
                if row.isdigit():
                    return int(row)
        raise NotASheet(f"object {number} is in no table")

    def _sections(self) -> Iterator[tuple[int, int, int]]:
        table: int | None = self.table
        while table is not None:
            if self.data[table : table + 5] != b"xref\n":
                raise NotASheet("there is no table of objects where one should be")
            at = table + 5
            while found := _SECTION.match(self.data, at):
                first, count = int(found[1]), int(found[2])
                yield first, count, found.end()
                at = found.end() + count * _ROW
            before = _BEFORE.match(self.data, at)
            earlier = int(before[1]) if before else None
            table = earlier if earlier is None or earlier < table else None


@dataclass(frozen=True)
class Hole:
    """A revision that waits for its signature: what stands before it and behind it."""

    head: bytes
    tail: bytes
    room: int
    digest: bytes

    def filled(self, signature: bytes) -> bytes:
        """Return the file with the signature in its place; the rest of the place is zeros."""
        text = signature.hex().encode()
        if len(text) > self.room:
            raise NotASheet("the signature is longer than its place")
        return b"".join((self.head, b"<", text.ljust(self.room, b"0"), b">", self.tail))


def digest_around(data: bytes, start: int, end: int) -> bytes:
    """Return the SHA-256 of a file without the place of one signature."""
    digest = hashlib.sha256(data[:start])
    digest.update(data[end:])
    return digest.digest()


def layout(data: bytes) -> Layout:
    """Return what stands where in the newest revision of a file."""
    if not data.endswith(b"\n"):
        data += b"\n"
    start = max(0, len(data) - _TAIL)
    found = _TRAILER.search(data, start)
    if found is None:
        raise NotASheet("its end is not written as ours are")
    size, root, info, table = (int(found[place]) for place in (1, 2, 3, 6))
    return Layout(data, size, root, info, found[4], table)


def fields_of(data: bytes) -> int:
    """Return for how many signatures a file has fields."""
    there = layout(data)
    found = _FIELDS.search(there.body(there.root))
    return len(_REFERENCE.findall(found[1])) if found else 0


def certified(data: bytes, *, fields: int, name: str, at: datetime, room: int) -> Hole:
    """Return the first revision: fields for so many signatures, the first of which certifies the sheet."""
    there = layout(data)
    catalogue = there.body(there.root)
    page_number, page = _first_page(there, catalogue)
    if b"/AcroForm" in catalogue or b"/Perms" in catalogue:
        raise NotASheet("the sheet has a form already")
    numbers = range(there.size, there.size + fields)
    signature = there.size + fields
    references = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = {
        page_number: _with_annotations(there, page, references),
        there.root: catalogue.removesuffix(b">>")
        + b"/AcroForm<</Fields[%b]/SigFlags 3>>/Perms<</DocMDP %d 0 R>>>>" % (references, signature),
    }
    for place, number in enumerate(numbers, start=1):
        objects[number] = _widget(place, page_number, signature if place == 1 else None)
    permission = (
        b"/Reference[<</Type/SigRef/TransformMethod/DocMDP"
        b"/TransformParams<</Type/TransformParams/P 2/V/1.2>>>>]"
    )
    return _revision(there, objects, signature, name, at, room, permission)


def countersigned(data: bytes, *, place: int, name: str, at: datetime, room: int) -> Hole:
    """Return a later revision: the signature of a place (the second is 2), which touches its field alone."""
    there = layout(data)
    catalogue = there.body(there.root)
    found = _FIELDS.search(catalogue)
    numbers = [int(number) for number in _REFERENCE.findall(found[1])] if found else []
    if not 2 <= place <= len(numbers):
        raise NotASheet("the sheet has no field for this signature")
    field, signature = numbers[place - 1], there.size
    if b"/V " in there.body(field):
        raise NotASheet("this field is signed already")
    page_number, _page = _first_page(there, catalogue)
    objects = {field: _widget(place, page_number, signature)}
    return _revision(there, objects, signature, name, at, room, b"")


def _first_page(there: Layout, catalogue: bytes) -> tuple[int, bytes]:
    pages = _PAGES.search(catalogue)
    kids = _KIDS.search(there.body(int(pages[1]))) if pages else None
    if kids is None:
        raise NotASheet("the sheet has no page")
    number = int(kids[1])
    body = there.body(number)
    if not (body.startswith(b"<</Type/Page/") and body.endswith(b">>")):
        raise NotASheet("its page is not written as ours are")
    return number, body


def _with_annotations(there: Layout, page: bytes, references: bytes) -> bytes:
    found = _ANNOTATIONS.search(page)
    if found is None:
        return page.removesuffix(b">>") + b"/Annots[%b]>>" % references
    old = there.body(int(found[1])).strip(b"[]") if found[1] else found[2]
    return page[: found.start()] + b"/Annots[%b %b]" % (old, references) + page[found.end() :]


def _widget(place: int, page: int, value: int | None) -> bytes:
    """An invisible field; PDF/A wants the Print flag (4) of it all the same. 128: it stays where it is."""
    signed = b"/V %d 0 R" % value if value else b""
    return b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature %d)/F 132/Rect[0 0 0 0]/P %d 0 R%b>>" % (
        place,
        page,
        signed,
    )


def _text(text: str) -> bytes:
    return b"<feff" + text.encode("utf-16-be").hex().encode() + b">"


def _revision(
    there: Layout,
    objects: dict[int, bytes],
    signature: int,
    name: str,
    at: datetime,
    room: int,
    permission: bytes,
) -> Hole:
    head = bytearray(there.data)
    places = {}
    for number in sorted(objects):
        places[number] = len(head)
        head += b"%d 0 obj\n%b\nendobj\n" % (number, objects[number])
    places[signature] = len(head)
    day = at.astimezone(UTC).strftime("%Y%m%d%H%M%S").encode()
    head += b"%d 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached" % signature
    head += b"/M(D:%bZ)/Name%b%b/ByteRange" % (day, _text(name), permission)
    # Its numbers are known when the end is; they have their room already.
    ranges_at = len(head)
    head += b" " * 44 + b"/Contents"
    hole_ends = len(head) + room + 2
    after = b">>\nendobj\n"
    table = hole_ends + len(after)
    tail = bytearray(after + b"xref\n")
    for first, rows in _runs(sorted(places)):
        tail += b"%d %d\n" % (first, len(rows))
        for number in rows:
            tail += b"%010d 00000 n\r\n" % places[number]
    second = hashlib.sha256(there.data[-_TAIL:]).hexdigest()[:32].encode()
    tail += b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R" % (signature + 1, there.root, there.info)
    tail += b"/ID[(%b)<%b>]/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (there.name, second, there.table, table)
    ranges = b"[0 %d %d %d]" % (len(head), hole_ends, len(tail))
    head[ranges_at : ranges_at + len(ranges)] = ranges
    digest = hashlib.sha256(head)
    digest.update(tail)
    return Hole(bytes(head), bytes(tail), room, digest.digest())


def _runs(numbers: list[int]) -> Iterator[tuple[int, list[int]]]:
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run[0], run
            run = []
        run.append(number)
    yield run[0], run

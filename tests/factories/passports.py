"""Passports of nobody, as scanners and telephones see them: leaning, soft, grainy, unevenly lit, on dark ground.

``python -m tests.factories.passports 40`` says how many of so many pages are read, and what that costs.
"""

import io
import random
import resource
import sys
from datetime import date

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from hansa.applications.adapters import zone_reader
from hansa.applications.rules.travel_document import TravelDocument, Unread, read_zone, zone_of

SURNAMES = (
    "KIM",
    "NGUYEN",
    "OKONKWO",
    "DE LA CRUZ",
    "SMITH",
    "AL FARSI",
    "WATANABE",
    "KOWALSKA",
    "SILVA SANTOS",
)
GIVEN = (
    "ANNA MARIA",
    "JI WOO",
    "THI HUONG",
    "CHUKWUEMEKA",
    "JUAN CARLOS",
    "YOUSSEF",
    "KENJI",
    "OLUWASEUN ADEBAYO",
)
STATES = ("KOR", "PHL", "NGA", "BRA", "POL")
TODAY = date(2026, 1, 1)


def make_document(chance: random.Random, **fields: object) -> TravelDocument:
    """Return an invented passport's words."""
    number = chance.choice("ABCEKLMPRXZ") + "".join(chance.choice("0123456789") for _ in range(8))
    words: dict[str, object] = {
        "surname": chance.choice(SURNAMES),
        "given_names": chance.choice(GIVEN),
        "number": number,
        "issuer": chance.choice(STATES),
        "nationality": chance.choice(STATES),
        "born_on": date(chance.randint(1955, 2004), chance.randint(1, 12), chance.randint(1, 28)),
        "expires_on": date(chance.randint(2028, 2035), chance.randint(1, 12), chance.randint(1, 28)),
        "sex": chance.choice("MF"),
    }
    return TravelDocument(**{**words, **fields})  # type: ignore[arg-type]  # each field has its own type above


def scan_of(document: TravelDocument, chance: random.Random, *, width: int = 0, turn: int = 0) -> bytes:
    """Return a JPEG of the page, tilted up to three degrees, with everything that a quick scan does to it."""
    page = Image.new("L", (1400, 985), chance.randint(215, 245))
    pen = ImageDraw.Draw(page)
    for y in range(0, 985, 7):
        pen.line((0, y, 1400, y + chance.randint(-3, 3)), fill=chance.randint(205, 225))
    pen.text((60, 60), "UTOPIA  PASSPORT  SPECIMEN", fill=60, font_size=40)
    pen.rectangle((60, 150, 430, 640), fill=150)
    for place, line in enumerate((document.surname, document.given_names, document.number)):
        pen.text((480, 180 + 90 * place), line, fill=40, font_size=34)
    face = ImageFont.truetype(str(zone_reader.FONT), 40)
    while face.getlength("<" * 44) < 1280:
        face = ImageFont.truetype(str(zone_reader.FONT), face.size + 1)
    for place, line in enumerate(zone_of(document).splitlines()):
        pen.text((58, 820 + place * 66), line, fill=chance.randint(20, 60), font=face)
    edge = chance.randint(10, 120)
    ground = Image.new("L", (1400 + 2 * edge, 985 + 2 * edge), chance.choice([20, 90, 200, 250]))
    ground.paste(page, (edge, edge))
    tilted = ground.rotate(
        chance.uniform(-3, 3), Image.Resampling.BICUBIC, True, fillcolor=chance.choice([30, 245])
    )
    if not width and chance.random() < 0.25:  # a sheet of A4 with the passport somewhere on it
        sheet = Image.new("L", (tilted.width * 4 // 3, tilted.width * 2), 250)
        sheet.paste(tilted, (chance.randint(0, tilted.width // 3), chance.randint(50, 900)))
        tilted, width = sheet, chance.randint(1600, 2400)
    width = width or chance.randint(900, 2400)
    small = tilted.resize((width, tilted.height * width // tilted.width), Image.Resampling.LANCZOS)
    soft = small.filter(ImageFilter.GaussianBlur(chance.uniform(0, 1) * width / 1400))
    light = np.asarray(soft, dtype=float)
    across = np.linspace(-1, 1, soft.width)[None, :] * chance.uniform(-0.25, 0.25)
    down = np.linspace(-1, 1, soft.height)[:, None] * chance.uniform(-0.2, 0.2)
    grain = np.random.default_rng(chance.randint(0, 10**9)).normal(0, chance.uniform(0, 5), light.shape)
    seen = np.clip(light * (0.85 + across + down) + grain, 0, 255).astype("uint8")
    out = io.BytesIO()
    Image.fromarray(seen).rotate(turn, expand=True).save(out, "JPEG", quality=60)
    return out.getvalue()


def main(number: int) -> None:
    """Say how many pages of so many are read, how many wrongly, and the mean CPU of one."""
    chance, right, wrong = random.Random(2027), 0, 0
    for _page in range(number):
        document = make_document(chance)
        seen = zone_reader.seen_in(scan_of(document, chance, turn=chance.choice([0, 0, 0, 90, 180, 270])))
        found = read_zone(seen, today=TODAY)
        right += found == document
        wrong += found != document and not isinstance(found, Unread)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = (used.ru_utime + used.ru_stime) / number
    sys.stdout.write(f"{right} of {number} read, {wrong} wrongly; {cpu:.2f} s CPU a page\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))

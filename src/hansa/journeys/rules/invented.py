"""Invented people for rehearsals: names of many scripts, repeatable by seed, at addresses that reach nobody.

Names are combined from common given and family names; nobody in particular is meant.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DOMAIN = "invented.example"  # reserved by RFC 2606: mail to it goes nowhere

# (country, language of letters, given names, family names, family name first)
_STOCK: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...], bool], ...] = (
    (
        "KR",
        "ko",
        ("민준", "서연", "지호", "하은", "도윤", "수아"),
        ("김", "이", "박", "최", "정", "강"),
        True,
    ),
    (
        "CN",
        "zh-hans",
        ("小明", "丽华", "建国", "雨桐", "志强", "思远"),
        ("王", "李", "张", "刘", "陈", "杨"),
        True,
    ),
    (
        "AE",
        "ar",
        ("محمد", "فاطمة", "خالد", "مريم", "عمر", "ليلى"),
        ("الحربي", "العلي", "النعيمي", "حسن", "عبد الله"),
        False,
    ),
    ("SD", "ar", ("أحمد", "أمينة", "ياسر", "سلمى"), ("الطيب", "عثمان", "إبراهيم", "بشير"), False),
    (
        "TR",
        "en",
        ("Zeynep", "Emre", "Elif", "Mehmet", "Ayşe"),
        ("Kaya", "Yılmaz", "Demir", "Çelik", "Şahin"),
        False,
    ),
    (
        "RO",
        "en",
        ("Ioana", "Radu", "Mirela", "Andrei", "Ștefan"),
        ("Petrescu", "Ionescu", "Popa", "Dumitru"),
        False,
    ),
    ("ES", "en", ("Lucía", "Jordi", "Núria", "Pablo"), ("Serra", "García", "Puig", "Romero"), False),
    ("IT", "it", ("Giulia", "Marco", "Chiara", "Luca"), ("Rossi", "Bianchi", "Conti", "Ferrari"), False),
    ("DE", "de", ("Jörg", "Anna", "Lukas", "Käthe"), ("Müller", "Schäfer", "Weiß", "Krüger"), False),
    ("CH", "fr", ("Élodie", "Théo", "Maëlle", "François"), ("Favre", "Rochat", "Dubois", "Bernard"), False),
    ("SN", "fr", ("Awa", "Moussa", "Fatou", "Ibrahima"), ("Diop", "Ndiaye", "Sow", "Fall"), False),
    ("MX", "en", ("Diego", "Ximena", "Sofía", "Héctor"), ("Herrera", "Núñez", "Ruiz", "Ortega"), False),
    ("EC", "en", ("Ana Lucía", "Andrés", "Camila"), ("Benítez", "Vega", "Cárdenas"), False),
    ("PH", "en", ("Jun", "Maricel", "Paolo", "Grace"), ("Reyes", "Santos", "Cruz", "Bautista"), False),
    ("VN", "en", ("Minh", "Thảo", "Zoë"), ("Nguyễn", "Trần", "Đặng"), False),
    ("KZ", "en", ("Aigerim", "Nurlan", "Dana"), ("Akhmetova", "Sarsenov", "Omarov"), False),
    ("NG", "en", ("Chinwe", "Tunde", "Amaka", "Segun"), ("Okafor", "Adeyemi", "Bello", "Eze"), False),
    ("US", "en", ("Grace", "Daniel", "Maya"), ("Miller", "Brooks", "O'Connor"), False),
    ("GR", "en", ("Ελένη", "Νίκος", "Μαρία"), ("Παπαδόπουλος", "Γεωργίου"), False),
    ("RU", "en", ("Ирина", "Павел", "Ольга"), ("Орлова", "Соколов", "Лебедев"), False),
)


@dataclass(frozen=True)
class Invented:
    """Somebody who does not exist."""

    number: int
    name: str
    email: str
    country: str
    language: str
    born: date


def people(
    count: int, *, seed: int, prefix: str, on: date, ages: tuple[int, int], countries: Sequence[str] = ()
) -> list[Invented]:
    """Return so many invented people, the same for the same seed, aged within ``ages`` on a day.

    ``countries`` narrows where they live, where the stock has names for them.
    """
    draw = random.Random(f"{seed}:{prefix}")  # noqa: S311  # a rehearsal wants repeatable, not secret, choices
    stock = [entry for entry in _STOCK if entry[0] in set(countries)] or list(_STOCK)
    found = []
    for number in range(1, count + 1):
        country, language, given, family, family_first = stock[draw.randrange(len(stock))]
        first, last = draw.choice(given), draw.choice(family)
        name = f"{last}{first}" if family_first else f"{first} {last}"
        days = draw.randint(ages[0] * 365 + ages[0] // 4 + 1, (ages[1] + 1) * 365)
        found.append(
            Invented(
                number=number,
                name=name,
                email=f"{prefix}-{number:04}@{DOMAIN}",
                country=country,
                language=language,
                born=on - timedelta(days=days),
            )
        )
    return found

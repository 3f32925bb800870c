"""The frame of a mail: the network's name above, the letter, who answers it. Text and HTML from one source.

HTML as plain mail programs need it: tables where they must be, every style in its element, nothing fetched, nothing
counted. What is repeated in ``<style>`` is for the dark only, and a program that drops it loses nothing.
"""

import html
import re
from dataclasses import dataclass, field

from .lines import wrapped
from .markup import ACT, direction_of

HEAVIEST = 20 * 1024
_PREHEADER = 120

_FACES = {
    "ar": "'IBM Plex Sans Arabic','Segoe UI',Tahoma,Arial,sans-serif",
    "ko": "'IBM Plex Sans KR','Apple SD Gothic Neo','Malgun Gothic',sans-serif",
    "zh": "'PingFang SC','Microsoft YaHei','Noto Sans SC',sans-serif",
}
_LATIN = "'IBM Plex Sans','Segoe UI',Helvetica,Arial,sans-serif"
_SERIF = "'IBM Plex Serif',Georgia,'Times New Roman',serif"

# class: light, dark; each a property of that element.
_COLOURS = {
    "m-paper": ("background-color:#faf6ee", "background-color:#0f191f"),
    "m-sheet": ("background-color:#fffdf9", "background-color:#16232b"),
    "m-ink": ("color:#211a16", "color:#f4ede2"),
    "m-quiet": ("color:#5c5047", "color:#b8b5ad"),
    "m-link": ("color:#0e5069", "color:#8ecbe3"),
    "m-act": ("background-color:#0e5069", "background-color:#8ecbe3"),
    "m-on": ("color:#ffffff", "color:#06202b"),
}


@dataclass(frozen=True)
class House:
    """Whose mail it is."""

    name: str
    line: str = ""
    brick: str = "#9b2d1b"
    brick_in_the_dark: str = "#f29a83"


@dataclass(frozen=True)
class Words:
    """What the frame itself says, in the letter's language."""

    spelled_out: str = "If the button does not work, copy this address:"
    answers: str = ""
    why: str = ""


@dataclass(frozen=True)
class Content:
    """What stands in the frame: the words of a letter as ``markup.write`` returns them."""

    subject: str
    text: str
    html: str
    language: str


@dataclass(frozen=True)
class Framed:
    """The two parts of a mail and the line that lists show beside its subject."""

    text: str
    html: str
    preheader: str = field(default="")


def framed(content: Content, house: House, words: Words) -> Framed:
    """Return both parts of a mail."""
    preheader = preheader_of(content.text)
    return Framed(
        text=_text(content, house, words), html=_page(content, house, words, preheader), preheader=preheader
    )


def preheader_of(text: str) -> str:
    """Return the first sentence that says something: not the greeting, not an address, not a code."""
    for block in text.split("\n\n"):
        said = " ".join(block.split())
        if "://" in said or said.startswith("- ") or said[-1:] not in ".。!！?？؟":
            continue
        if len(said) <= _PREHEADER:
            return said
        cut = said[:_PREHEADER].rpartition(" ")[0] or said[:_PREHEADER]
        return cut.rstrip(" ,;:،，；：.。") + "…"
    return ""


def _text(content: Content, house: House, words: Words) -> str:
    foot = [line for line in (words.answers, house.line or house.name, words.why) if line]
    # Two hyphens and a space: where the letter ends and the foot begins, for programs that fold it away.
    return wrapped(f"{content.text.strip()}\n\n-- \n" + "\n".join(foot)) + "\n"


def _page(content: Content, house: House, words: Words, preheader: str) -> str:
    way = direction_of(content.language)
    start = "right" if way == "rtl" else "left"
    base = content.language.split("-")[0]
    face = _FACES.get(base, _LATIN)
    leading = {"ar": "1.8", "ko": "1.7", "zh": "1.7"}.get(base, "1.55")
    head_face = _SERIF if base not in _FACES else face
    keep = ";word-break:keep-all" if base == "ko" else ""
    set_in = f"font-family:{face};text-align:{start}{keep}"
    brick = f"color:{house.brick}"
    foot = "".join(
        f'<p class="m-quiet" style="margin:0 0 6px;{_light("m-quiet")};font-size:14px;line-height:{leading}">{line}</p>'
        for line in (_linked(words.answers), html.escape(house.line), html.escape(words.why))
        if line
    )
    return f"""<!doctype html>
<html lang="{content.language}" dir="{way}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>{html.escape(content.subject)}</title>
<style>{_dark(house)}</style>
</head>
<body class="m-paper" style="margin:0;padding:0;{_light("m-paper")}">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">{html.escape(preheader)}{"&#847;&zwnj;&nbsp;" * 40}</div>
<div role="article" lang="{content.language}" dir="{way}" aria-label="{html.escape(content.subject)}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="m-paper" style="{_light("m-paper")}"><tr><td align="center" style="padding:24px 12px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" dir="{way}" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px">
<tr><td class="m-brick" align="{start}" style="padding:0 4px 10px;{brick};font-family:{head_face};font-size:20px;font-weight:bold">{html.escape(house.name)}</td></tr>
<tr><td class="m-sheet m-rule m-ink" align="{start}" style="padding:28px 28px 12px;border-top:4px solid {house.brick};{_light("m-sheet")};{_light("m-ink")};{set_in};font-size:16px;line-height:{leading}">
<h1 class="m-ink" style="margin:0 0 20px;{_light("m-ink")};font-family:{head_face};font-size:22px;line-height:1.35;font-weight:bold">{html.escape(content.subject)}</h1>
{_dressed(content.html, words, start)}
</td></tr>
<tr><td align="{start}" style="padding:16px 4px 0;{set_in}">{foot}</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</div>
</body>
</html>
"""


def _light(name: str) -> str:
    return _COLOURS[name][0]


def _dark(house: House) -> str:
    rules = [f".{name}{{{dark}!important}}" for name, (_, dark) in _COLOURS.items()]
    rules += [
        f".m-brick{{color:{house.brick_in_the_dark}!important}}",
        f".m-rule{{border-top-color:{house.brick_in_the_dark}!important}}",
    ]
    # The second form is what a web mail program that makes its own dark leaves to be named.
    own = "".join(f"[data-ogsc] {rule}" for rule in rules if "background" not in rule)
    return f":root{{color-scheme:light dark;supported-color-schemes:light dark}}@media (prefers-color-scheme:dark){{{''.join(rules)}}}{own}"


def _dressed(marked: str, words: Words, start: str) -> str:
    """Put a style into every element; the tags are the few that ``markup`` writes, and values hold none."""
    paragraph = '<p style="margin:0 0 16px">'
    blocks = []
    acted = False
    for block in marked.split("\n"):
        act = re.fullmatch(rf'{re.escape(ACT)}([^"]*)">(.*)</a></p>', block)
        if act and not acted:
            acted = True
            blocks.append(_button(act[1], act[2], words, start))
            continue
        block = block.replace(' class="btn act"', "")
        blocks.append(
            block.replace("<p>", paragraph)
            .replace("<ul>", f'<ul style="margin:0 0 16px;padding:0;padding-{start}:22px">')
            .replace("<li>", '<li style="margin:0 0 6px">')
            # An address written out breaks anywhere: unbroken it is wider than a telephone.
            .replace("<a href=", f'<a class="m-link" style="{_light("m-link")};word-break:break-word" href=')
        )
    return "\n".join(blocks)


def _button(address: str, label: str, words: Words, start: str) -> str:
    link = f'class="m-link" style="{_light("m-link")};word-break:break-all" dir="ltr"'
    return (
        f'<table role="presentation" align="{start}" cellpadding="0" cellspacing="0" border="0" style="margin:4px 0 12px"><tr>'
        f'<td class="m-act" align="center" bgcolor="#0e5069" style="{_light("m-act")};border-radius:2px">'
        f'<a class="m-on" href="{address}" style="display:inline-block;padding:12px 22px;{_light("m-on")};'
        f'font-weight:bold;text-decoration:none">{label}</a></td></tr></table>'
        '<div style="clear:both;font-size:0;line-height:0">&nbsp;</div>'
        f'<p class="m-quiet" style="margin:0 0 20px;{_light("m-quiet")};font-size:14px">'
        f'{html.escape(words.spelled_out)}<br><a {link} href="{address}">{address}</a></p>'
    )


def _linked(line: str) -> str:
    """Return a line with the addresses of mail in it made links."""
    return re.sub(
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        lambda found: (
            f'<a class="m-link" style="{_light("m-link")}" href="mailto:{found[0]}"><bdi>{found[0]}</bdi></a>'
        ),
        html.escape(line),
    )

"""The first hour of a new secretariat: from an empty installation to a public programme that answers "may I apply?"."""

import io
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image
from playwright.sync_api import Browser

from hansa.foundation.sheets.adapters.xlsx import write

from .site import PATIENCE_S, Site, served
from .tabs import Tab, totp

pytestmark = pytest.mark.browser

PASSWORD = "quay and crane at dawn"
MEMBERS = [
    ["City", "Country", "Member since", "Latitude", "Longitude", "Name (fr)"],
    ["Tema", "Ghana", 2021, 5.67, -0.01, "Tema"],
    ["Busan", "Republic of Korea", "2021-03-04", 35.1, 129.04, "Busan"],
    ["Le Havre", "France", 2021, 49.49, 0.11, "Le Havre"],
    ["Gdańsk", "Poland", 2022, 54.35, 18.65, "Gdansk"],
    ["Valparaíso", "Chile", 2022, -33.05, -71.61, "Valparaíso"],
    ["Alexandria", "Egypt", 2022, 31.2, 29.92, "Alexandrie"],
    ["Genoa", "Italy", 2022, 44.41, 8.93, "Gênes"],
    ["Mombasa", "Kenya", 2023, -4.04, 39.67, "Mombasa"],
    ["Qingdao", "China", 2023, 36.07, 120.38, "Qingdao"],
    ["Hamburg", "Germany", 2023, 53.55, 9.99, "Hambourg"],
    ["Port of Nowhere", "Atlantis", 2023, "", "", ""],
    ["Santos", "Brazil", "03/04/2023", -23.96, -46.33, ""],
]


@pytest.fixture
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An installation that nobody has opened yet."""
    with served(tmp_path_factory.mktemp("empty")) as running:
        yield running


def printed_link(site: Site) -> str:
    """Return the link that the start printed."""
    last = time.monotonic() + PATIENCE_S
    while time.monotonic() < last:
        found = re.search(r"http://\S+/set-up/\S+", (site.data_dir / "serve.log").read_text())
        if found:
            return found[0]
        time.sleep(0.2)
    raise AssertionError("the start printed no link")


def logo() -> bytes:
    """Return a picture as a secretariat has one."""
    held = io.BytesIO()
    Image.new("RGB", (600, 200), "#17456b").save(held, "PNG")
    return held.getvalue()


def test_a_secretariat_comes_from_an_empty_house_to_a_public_programme(empty_site: Site, browser: Browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(40_000)
    tab = Tab(context.new_page(), empty_site.url)
    page = tab.page

    def press(name: str) -> None:
        page.get_by_role("button", name=name).first.click()
        page.wait_for_load_state()

    # Nothing but the printed link opens the house.
    tab.may_answer = {410}
    tab.open("/set-up/guessed/")
    assert "no longer opens" in page.locator("h1").inner_text()
    tab.open(printed_link(empty_site))
    tab.assert_sound()
    page.fill("[name=name]", "Ama Mensah")
    page.fill("[name=email]", "ama@harbours.example")
    page.fill("[name=password]", PASSWORD)
    press("Make the account")
    page.fill("[name=code]", totp(page.locator(".secret").inner_text().strip()))
    press("Switch it on")
    tab.assert_sound()
    page.get_by_role("link", name="go on to the office").click()

    # The list says what comes next.
    assert page.url.endswith("/office/start/")
    assert "Say who you are" in page.locator("h1").inner_text()
    tab.assert_sound()
    page.get_by_role("link", name=re.compile("Start.*Say who you are")).click()
    for name, value in {
        "name": "Union of Harbours",
        "full_name_en": "Union of Harbour Cities",
        "summary_en": "Harbour cities that learn from each other.",
        "city_en": "Tema",
        "email": "office@harbours.example",
    }.items():
        page.fill(f"[name={name}]", value)
    page.select_option("[name=country]", "GH")
    page.select_option("[name=time_zone]", "Africa/Accra")
    page.check("[name=languages][value=fr]")
    press("Save")
    tab.assert_sound()
    tab.may_answer = {422}
    page.fill("[name=brick]", "#ff9900")
    page.locator("[name=logo]").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": logo()}
    )
    press("Save")
    assert "people need 4.5" in page.locator(".summary").inner_text()
    page.locator("[name=logo]").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": logo()}
    )
    page.get_by_role("button", name="which pass").click()
    tab.assert_sound()

    # Twelve rows, two of them bad; the ten good ones are written, after a look at all of them.
    tab.open("/office/start/")
    page.get_by_role("link", name="Members from a spreadsheet").click()
    book = {
        "name": "harbours.xlsx",
        "mimeType": "application/octet-stream",
        "buffer": write(MEMBERS, title="Members"),
    }  # type: ignore[arg-type]  # rows of several kinds
    page.locator("[name=sheet]").set_input_files(book)  # type: ignore[arg-type]  # a TypedDict there
    press("Read it")
    tab.assert_sound()
    press("Check the rows")
    tab.assert_sound()
    assert "2 rows cannot be taken" in page.locator("h1").inner_text()
    told = page.locator("main").inner_text()
    assert "Atlantis" in told
    assert "may be two days" in told
    press("Write 10 members")
    assert "10 members were written" in page.locator("h1").inner_text()

    # A workshop from its template, rehearsed small, read, published.
    tab.open("/office/start/")
    page.get_by_role("link", name="A first programme from a template").click()
    tab.assert_sound()
    page.get_by_role("link", name=re.compile("Choose.*Workshop")).click()
    page.fill("[name=title]", "Harbour workshop")
    page.fill("[name=starts_on]", (datetime.now(UTC).date() + timedelta(weeks=9)).isoformat())
    tab.assert_sound()
    press("Make it and show the plan")
    tab.assert_sound()
    plan = page.url
    page.fill("[name=people]", "12")
    press("Rehearse")
    for _ in range(120):
        if "under way" not in page.locator("h1").inner_text():
            break
        page.wait_for_timeout(1000)
        page.reload()
    assert "Nobody" not in page.locator("main").inner_text()
    assert "could not run" not in page.locator("h1").inner_text()
    tab.open(plan)
    said = page.locator("main").inner_text()
    assert "No letter goes out" in said
    page.get_by_label("Yes, open the call at once").check()
    press("Publish it")
    tab.assert_sound()
    tab.open("/office/start/")
    assert "house is open" in page.locator("h1").inner_text()

    # Anybody sees it, in the network's own dress, and is told that they may apply.
    visitor = Tab(browser.new_context(viewport={"width": 375, "height": 812}).new_page(), empty_site.url)
    visitor.open("/")
    assert "Union of Harbours" in visitor.page.locator("header").first.inner_text()
    assert visitor.page.locator("header img").count() == 1
    visitor.open("/programmes/harbour-workshop/")
    visitor.assert_sound()
    visitor.open("/programmes/harbour-workshop/?member=tema")
    visitor.assert_sound()
    assert "Tema" in visitor.page.locator("main").inner_text()
    context.close()

"""How a person works a page: with a pointer, or with the keys alone."""

from typing import Any, Protocol

from playwright.sync_api import Locator

# No page of ours has as many stops; whoever needs more has lost the way.
MOST_STOPS = 400
ORDER = """(target) => {
  const here = document.activeElement;
  if (here === target || (target.type === "radio" && here.type === "radio" && here.name === target.name
      && here.form === target.form)) return "there";
  if (!here || here === document.body) return "after";
  return here.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING ? "before" : "after";
}"""
# A ring, or a shadow that stands for it, on the control itself or on what is drawn in its place.
IS_SEEN = """() => {
  const here = document.activeElement;
  const drawn = [here, ...(here.labels || []), here.parentElement, here.nextElementSibling].filter(Boolean);
  return drawn.some(one => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  });
}"""
LEADS_ON = """control => control.tagName === "A"
  ? !control.getAttribute("href").startsWith("#") : control.type === "submit" && control.form !== null"""
IS_IN_VIEW = """() => {
  const here = document.activeElement;
  const drawn = [here, ...(here.labels || [])];
  return drawn.some(one => {
    const box = one.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  });
}"""


class Hand(Protocol):
    """What a person does to the parts of a page."""

    def press(self, control: Locator) -> None:
        """Work a button, a link or a fold."""

    def write(self, field: Locator, text: str) -> None:
        """Replace what stands in a field."""

    def tick(self, box: Locator, on: bool = True) -> None:
        """Tick a box or one of several choices, or take the tick away."""

    def choose(self, select: Locator, value: str | None = None, label: str | None = None) -> None:
        """Choose from a list, by value or by its words."""

    def attach(self, field: Locator, file: Any) -> None:
        """Give a file from the disk."""


class Pointer:
    """A mouse or a finger."""

    def press(self, control: Locator) -> None:
        control.click()

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def tick(self, box: Locator, on: bool = True) -> None:
        box.set_checked(on)

    def choose(self, select: Locator, value: str | None = None, label: str | None = None) -> None:
        if label is not None:
            select.select_option(label=label)
        else:
            select.select_option(value)

    def attach(self, field: Locator, file: Any) -> None:
        field.set_input_files(file)


class Keys:
    """The keyboard alone: Tab, Enter, the space bar, arrows, and letters."""

    def reach(self, target: Locator) -> None:
        """Go to a control; fail where Tab never comes there, or where one does not see that one is there."""
        keyboard = target.page.keyboard
        for _ in range(MOST_STOPS):
            where = target.evaluate(ORDER)
            if where == "there":
                assert target.page.evaluate(IS_SEEN), f"no ring is seen around {told(target)}"
                assert target.page.evaluate(IS_IN_VIEW), f"{told(target)} is reached out of sight"
                return
            keyboard.press("Shift+Tab" if where == "before" else "Tab")
        raise AssertionError(f"{target.page.url}: the Tab key never comes to {told(target)}")

    def press(self, control: Locator) -> None:
        control.wait_for()
        self.reach(control)
        if not control.evaluate(LEADS_ON):
            control.page.keyboard.press("Enter")
            return
        with control.page.expect_navigation():
            control.page.keyboard.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        self.reach(field)
        keyboard = field.page.keyboard
        if field.get_attribute("type") == "date":
            year, month, day = text.split("-")
            keyboard.type(f"{month}{day}{year}")
        else:
            keyboard.press("Control+A")
            keyboard.type(text)
        assert field.input_value() == text, f"{told(field)} holds {field.input_value()!r}"

    def tick(self, box: Locator, on: bool = True) -> None:
        if box.is_checked() == on:
            return
        self.reach(box)
        keyboard = box.page.keyboard
        if box.get_attribute("type") != "radio":
            keyboard.press("Space")
        else:
            for _ in range(MOST_STOPS):
                if box.evaluate("box => box === document.activeElement"):
                    break
                keyboard.press("ArrowDown")
            if not box.is_checked():
                keyboard.press("Space")
        assert box.is_checked() == on, f"{told(box)} cannot be ticked by keys"

    def choose(self, select: Locator, value: str | None = None, label: str | None = None) -> None:
        self.reach(select)
        options = select.locator("option:not([disabled])")
        wanted = value if label is None else options.filter(has_text=label).first.get_attribute("value")
        values = options.evaluate_all("options => options.map(option => option.value)")
        keyboard = select.page.keyboard
        keyboard.press("Home")
        for _ in range(values.index(wanted)):
            keyboard.press("ArrowDown")
        assert select.input_value() == wanted, f"{told(select)} stands at {select.input_value()!r}"

    def attach(self, field: Locator, file: Any) -> None:
        self.reach(field)
        with field.page.expect_file_chooser() as chooser:
            field.page.keyboard.press("Space")
        chooser.value.set_files(file)


def told(target: Locator) -> str:
    """Return a control as one would name it in a report."""
    return str(target.evaluate("target => target.outerHTML")).replace("\n", " ")[:160]

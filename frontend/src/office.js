// The office by keyboard: j and k go through the rows, x ticks, Enter opens, / searches, g goes places, ? shows all this.
// An enhancement: every one of these ways is there without it. Whoever speaks to their device switches it off in the help.
const KEY = "hansa-keys";

export default function start() {
  const dialog = document.getElementById("keys");
  // The rows of a list; on the desk its work and what is under way.
  const rows = [...document.querySelectorAll("main :is(table.grid tbody tr, .todo > li, .runs > li)")];
  const places = letters();
  let at = -1;
  let going = 0;

  counted();
  if (!dialog) return;
  const isOn = () => localStorage.getItem(KEY) !== "off";
  const off = dialog.querySelector("[data-keys-off]");
  off.checked = !isOn();
  off.addEventListener("change", () => localStorage.setItem(KEY, off.checked ? "off" : "on"));
  const list = dialog.querySelector("dl");
  for (const [letter, link] of places) {
    list.insertAdjacentHTML("beforeend", "<dt><kbd>g</kbd> <kbd></kbd></dt><dd></dd>");
    list.querySelector("dt:nth-last-of-type(1) kbd:last-child").textContent = letter;
    list.lastElementChild.textContent = link.textContent;
  }
  const opener = document.querySelector("[data-keys-open]");
  if (opener) {
    opener.hidden = false;
    opener.addEventListener("click", () => dialog.showModal());
  }

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
    if (field || event.ctrlKey || event.metaKey || event.altKey || !isOn() || dialog.open) return;
    const key = event.key;
    if (going && Date.now() - going < 1500 && places.has(key)) {
      location.href = places.get(key).href;
    } else if (key === "j" || key === "k") {
      go(at + (key === "j" ? 1 : -1));
    } else if (key === "x" && rows[at]) {
      rows[at].querySelector("[name=row]")?.click();
    } else if (key === "/") {
      document.querySelector("main form[role=search] input[type=search]")?.focus();
    } else if (key === "?") {
      dialog.showModal();
    } else if (key !== "g") {
      return;
    }
    going = key === "g" ? Date.now() : 0;
    event.preventDefault();
  });

  function go(to) {
    if (!rows.length) return;
    rows[at]?.classList.remove("here");
    at = Math.max(0, Math.min(rows.length - 1, to));
    rows[at].classList.add("here");
    const link = rows[at].querySelector("th a, a");
    link?.focus();
    rows[at].scrollIntoView({ block: "nearest" });
  }
}

// Each place of the menu by a letter of its address, the first that is still free.
function letters() {
  const found = new Map();
  for (const link of document.querySelectorAll(".side nav a")) {
    const name = link.pathname.split("/").filter(Boolean);
    const word = name.length === 1 ? "desk" : name.at(-1);
    const letter = [...word].find((one) => /[a-z]/.test(one) && !found.has(one));
    if (letter) found.set(letter, link);
  }
  return found;
}

// How many are ticked; all that were found ticks those that are seen.
function counted() {
  const form = document.querySelector("form[data-ticks]");
  if (!form) return;
  const said = form.querySelector("[data-ticked]");
  const boxes = [...form.querySelectorAll("[name=row]")];
  const head = form.querySelector("th.tick");
  const every = Object.assign(document.createElement("input"), { type: "checkbox", ariaLabel: head.textContent });
  head.replaceChildren(every);
  const show = () => {
    const number = boxes.filter((box) => box.checked).length;
    every.checked = number === boxes.length;
    every.indeterminate = number > 0 && number < boxes.length;
    said.textContent = said.dataset.text.replace("{n}", number);
  };
  every.addEventListener("change", () => {
    for (const box of boxes) box.checked = every.checked;
    show();
  });
  form.addEventListener("change", show);
  show();
}

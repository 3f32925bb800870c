// What the frame of every page does: menus close, the error summary gets the focus, a form is sent once.

const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
};

const startMenus = () => {
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.menu[open]");
    closeMenus();
    open?.querySelector("summary").focus();
  });
  document.addEventListener("focusin", (event) => closeMenus(event.target.closest("details.menu")));
};

const startSummary = () => {
  const summary = document.querySelector(".summary");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    const control = field.matches("input, select, textarea, button") ? field : field.querySelector("input, select, textarea");
    (control ?? field).focus();
    (control ?? field).scrollIntoView({ block: "center" });
  });
};

// A second click on a slow line sends nothing again; the server is idempotent all the same.
const startForms = () => {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 30000);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });
};

// The office's menu is folded on small screens and open on wide ones.
const startSide = () => {
  const side = document.querySelector(".side details.more");
  if (!side) return;
  const narrow = matchMedia("(max-width: 60rem)");
  const fold = () => (side.open = !narrow.matches);
  narrow.addEventListener("change", fold);
  fold();
};

// Whoever holds no key, or takes it away, is told on the page; the library would only tell the console.
const startKeys = () => {
  document.addEventListener("allauth.error", (event) => {
    const silent = document.getElementById("key-silent");
    if (!silent) return;
    event.preventDefault();
    silent.hidden = false;
  });
};

export const startFrame = () => {
  startMenus();
  startSummary();
  startForms();
  startSide();
  startKeys();
};

// A form that loses nothing: what is typed is kept on this device at once and on the server a moment later.
// <form data-script="drafts" data-draft="application-…" data-saved=… data-away=… data-other=… data-out=…> with a hidden
// field "revision" and an <output data-draft-note>. Without this script the form saves by its button alone.

import { isOff, settle } from "./conditions.js";

const PAUSE = 2500;
const AGAIN = 15_000;

const fields = (form) =>
  [...form.elements].filter((field) => field.name && !["csrfmiddlewaretoken", "revision", "seen"].includes(field.name) && field.type !== "submit");

const read = (form) =>
  fields(form).map((field) => [field.name, field.value, field.type === "checkbox" || field.type === "radio" ? field.checked : null]);

const write = (form, kept) => {
  for (const [name, value, checked] of kept) {
    for (const field of fields(form).filter((one) => one.name === name)) {
      if (checked === null) field.value = value;
      else if (field.value === value) field.checked = checked;
    }
  }
};

// What of each part still wants an answer, said while it is filled in; the server says it when the page is loaded.
const follow = (form) => {
  const isFilled = (name) =>
    fields(form).some((field) => field.name === name && (field.type === "checkbox" || field.type === "radio" ? field.checked : field.value.trim()));
  const asks = (link) => fields(form).some((field) => (field.name === link.dataset.for || field.name.startsWith(`${link.dataset.for}-`)) && !isOff(field));
  for (const part of form.querySelectorAll(".section")) {
    const links = [...part.querySelectorAll("[data-for]")];
    if (!links.length) continue;
    for (const link of links) link.hidden = !asks(link) || isFilled(link.dataset.for);
    part.querySelector(".to-fill").hidden = !links.some(asks);
    const isComplete = links.every((link) => link.hidden);
    part.querySelector("[data-complete]").hidden = !isComplete;
    part.querySelector("[data-still]").hidden = isComplete;
  }
  const filled = form.querySelector("[data-filled]");
  if (filled) {
    const links = [...form.querySelectorAll(".section [data-for]")].filter(asks);
    const words = filled.querySelector("[data-said]");
    words.textContent = words.dataset.said.replace("%(done)s", links.filter((one) => one.hidden).length).replace("%(all)s", links.length);
    for (const link of filled.querySelectorAll("[data-part]")) {
      const left = [...form.querySelectorAll(`[aria-labelledby="${link.dataset.part}"] [data-for]`)].filter((one) => !one.hidden).length;
      link.hidden = !left;
      link.querySelector("[data-left]").textContent = left;
    }
    const open = filled.querySelector("[data-open]");
    open.hidden = [...open.querySelectorAll("a")].every((one) => one.hidden);
  }
  for (const box of form.querySelectorAll("textarea[data-most]")) {
    const shown = box.nextElementSibling?.matches(".length") ? box.nextElementSibling : box.parentNode.insertBefore(document.createElement("span"), box.nextSibling);
    shown.className = box.value.length > box.dataset.most ? "length over" : "length";
    shown.textContent = `${box.value.length.toLocaleString(document.documentElement.lang)} / ${Number(box.dataset.most).toLocaleString(document.documentElement.lang)}`;
  }
};

export default function start(form) {
  const key = `hansa-draft:${form.dataset.draft}`;
  const revision = form.elements.revision;
  const note = form.querySelector("[data-draft-note]");
  const say = (text) => note && (note.textContent = text);
  let timer = 0;
  let halted = false;
  let sending = false;

  const keep = () => {
    try {
      sessionStorage.setItem(key, JSON.stringify({ revision: revision.value, fields: read(form) }));
    } catch {
      // A full or forbidden store: the server's copy is enough.
    }
  };
  const forget = () => sessionStorage.removeItem(key);

  const save = async () => {
    if (halted || sending) return;
    sending = true;
    const sent = JSON.stringify(read(form));
    try {
      const answer = await fetch(form.action || location.href, {
        method: "POST",
        // Without files there is nothing to send in parts, which would cost the server more than keeping the words.
        body: new URLSearchParams(new FormData(form)),
        headers: { "X-Autosave": "1" },
        redirect: "manual",
      });
      if (answer.ok) {
        revision.value = (await answer.json()).revision;
        const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
        say(form.dataset.saved.replace("%(time)s", time));
        if (sent === JSON.stringify(read(form))) forget();
        else later();
      } else if (answer.status === 409) {
        halted = true;
        say(form.dataset.other);
      } else if (answer.status === 401 || answer.type === "opaqueredirect") {
        halted = true;
        say(form.dataset.out);
      } else away();
    } catch {
      away();
    }
    sending = false;
  };

  const away = () => {
    say(form.dataset.away);
    later(AGAIN);
  };

  const later = (pause = PAUSE) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };

  // What an earlier visit typed and the server never got comes back, unless the server has something newer.
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (kept && !("unsaved" in form.dataset) && kept.revision === revision.value) {
    write(form, kept.fields);
    later();
  } else if (kept && kept.revision !== revision.value) forget();

  settle(form, true);
  follow(form);
  form.addEventListener("input", () => {
    settle(form);
    follow(form);
    keep();
    later();
  });
  form.addEventListener("submit", (event) => {
    keep();
    // Without a line the browser would put its own page in the place of what was written.
    if (!navigator.onLine) {
      event.preventDefault();
      return away();
    }
    clearTimeout(timer);
    halted = true;
  });
  addEventListener("online", () => sessionStorage.getItem(key) && save());
  // Back from a page that did not come: what is written here is kept on as before.
  addEventListener("pageshow", (event) => event.persisted && ((halted = false), later()));
  window.addEventListener("pagehide", () => clearTimeout(timer));
}

// The lecture page: what was watched is reported, the transcript follows and seeks, choices are kept. The page works without it.
import { Meter, Watched } from "./progress.js";

const EVERY = 30_000;

export default function start(page) {
  const film = page.querySelector("[data-film]");
  for (const form of page.querySelectorAll("[data-own-submit]")) submitByItself(form, film);
  const lines = page.querySelector("[data-lines]");
  if (!film) return;
  if (lines) follow(film, lines, page.dataset.seek);
  speed(film, page.dataset.speed);
  if (page.dataset.report) report(film, page);
}

/**
 * A choice takes effect when it is made; the button is for readers without script. Whoever chooses by keyboard passes
 * over other choices on the way: then the film's captions follow in place, and Enter or the button loads the rest.
 */
function submitByItself(form, film) {
  const button = form.querySelector("button");
  let byKeyboard = false;
  button.hidden = true;
  form.addEventListener("pointerdown", () => (byKeyboard = false));
  form.addEventListener("keydown", (event) => {
    byKeyboard = true;
    if (event.key !== "Enter" || button.hidden || event.target === button) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("change", (event) => {
    if (!byKeyboard) return form.requestSubmit();
    button.hidden = false;
    if (event.target.name === "captions") showTrack(film, event.target.value);
  });
}

function showTrack(film, language) {
  for (const track of film?.textTracks ?? []) track.mode = track.language === language ? "showing" : "disabled";
}

/** Turn the times of the transcript into buttons, and mark the sentence that is spoken. */
function follow(film, list, words) {
  const items = [...list.querySelectorAll("li[data-start]")];
  for (const item of items) {
    const clock = item.querySelector(".clock");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "clock";
    button.setAttribute("aria-label", words.replace("{0}", clock.textContent));
    button.append(...clock.childNodes);
    button.addEventListener("click", () => {
      film.currentTime = Number(item.dataset.start) + 0.01;
      film.play().catch(() => {});
    });
    clock.replaceWith(button);
  }
  let current = null;
  film.addEventListener("timeupdate", () => {
    const at = film.currentTime;
    const now = items.find((item) => at >= Number(item.dataset.start) && at < Number(item.dataset.end)) || null;
    if (now === current) return;
    current?.removeAttribute("aria-current");
    now?.setAttribute("aria-current", "true");
    current = now;
    // Only the list scrolls, never the page, and not while somebody reads elsewhere in it by keyboard.
    if (now && !list.contains(document.activeElement)) {
      list.scrollTop = now.offsetTop - list.offsetTop - list.clientHeight / 3;
    }
  });
}

/** A speed for all lectures, kept on this device. */
function speed(film, label) {
  const kept = Number(read("hansa.speed")) || 1;
  // Its room stands in the page already, so that nothing below moves.
  const field = document.createElement("label");
  const select = document.createElement("select");
  select.className = "input small";
  for (const rate of [0.75, 1, 1.25, 1.5, 2]) {
    select.append(new Option(`${rate}×`, String(rate), rate === kept, rate === kept));
  }
  field.append(label, " ", select);
  film.parentElement.querySelector("[data-speed]").append(field);
  film.defaultPlaybackRate = film.playbackRate = kept;
  select.addEventListener("change", () => {
    film.defaultPlaybackRate = film.playbackRate = Number(select.value);
    write("hansa.speed", select.value);
  });
}

/** Report every half minute, on pause, when the page is left, and what is left over when the network is back. */
function report(film, page) {
  const { report: url, token, key } = page.dataset;
  const store = `hansa.watched.${key}`;
  const watched = new Watched(Number(page.dataset.seconds), page.dataset.bits);
  const kept = page.dataset.bits;
  watched.add(read(store) || "");
  const meter = new Meter(watched);
  const shown = page.querySelector("[data-percent]");
  let dirty = watched.hex !== new Watched(Number(page.dataset.seconds), kept).hex;

  const send = async () => {
    if (!dirty) return;
    dirty = false;
    const body = JSON.stringify({ position: film.currentTime, bits: watched.hex });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    try {
      const response = await fetch(url, { method: "POST", body, headers, credentials: "same-origin" });
      if (!response.ok) throw new Error(String(response.status));
      const said = await response.json();
      shown.textContent = page.dataset.watched.replace("{0}", said.percent);
      // What the clock did not allow yet is sent again next time.
      if (new Watched(Number(page.dataset.seconds), said.bits).hex === watched.hex) erase(store);
      else dirty = true;
    } catch {
      dirty = true;
      write(store, watched.hex);
    }
  };

  const leave = () => {
    if (!dirty && film.currentTime === 0) return;
    write(store, watched.hex);
    const form = new FormData();
    form.set("csrfmiddlewaretoken", token);
    form.set("position", String(film.currentTime));
    form.set("bits", watched.hex);
    navigator.sendBeacon(url, form);
  };

  film.addEventListener("timeupdate", () => {
    if (film.paused || film.seeking) return;
    if (meter.tick(film.currentTime)) {
      dirty = true;
      write(store, watched.hex);
    }
  });
  film.addEventListener("seeking", () => meter.rest());
  film.addEventListener("pause", () => {
    meter.rest();
    dirty = true;
    send();
  });
  film.addEventListener("ended", send);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  window.addEventListener("online", send);
  setInterval(() => film.paused || send(), EVERY);
  send();
}

// Private windows refuse storage; the page then simply forgets.
function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    /* nothing is kept */
  }
}

function erase(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    /* nothing was kept */
  }
}

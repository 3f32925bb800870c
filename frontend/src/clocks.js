// A deadline stands with its city's time, written by the server. Here the reader's own time is added where it differs:
// <time datetime="…" data-zone="Asia/Seoul">…</time><span data-own-time hidden data-text="%(time)s where you are"></span>

export const startClocks = () => {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // A new person's clock is that of the device, where nobody has chosen another.
  for (const zones of document.querySelectorAll("[data-own-zone]"))
    if (zones.value === "UTC" && zones.querySelector(`[value="${own}"]`)) zones.value = own;
  for (const note of document.querySelectorAll("[data-own-time]")) {
    const time = note.previousElementSibling;
    if (time?.tagName !== "TIME") continue;
    const at = new Date(time.dateTime);
    const options = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    // English is written the British way, as the server does.
    const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
    const here = new Intl.DateTimeFormat(language, { ...options, timeZone: own }).format(at);
    const there = new Intl.DateTimeFormat(language, { ...options, timeZone: time.dataset.zone }).format(at);
    if (here === there) continue;
    note.textContent = note.dataset.text.replace("%(time)s", here);
    note.hidden = false;
  }
};

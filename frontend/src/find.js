// Search while one types: asks for the same page and puts its answer in place. Without it the form is sent as any other.
export default function start(form) {
  const field = form.elements.q;
  let asked = field.value.trim();
  let waiting, running;

  async function ask() {
    const question = field.value.trim();
    if (question === asked || question.length === 1) return;
    asked = question;
    running?.abort();
    running = new AbortController();
    const url = `${form.action}?${new URLSearchParams(question ? { q: question } : {})}`;
    try {
      const answer = await fetch(url, { signal: running.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.getElementById("found").replaceWith(page.getElementById("found"));
      document.getElementById("said").textContent = document.querySelector("#found h1").textContent;
      document.title = page.title;
      history.replaceState(null, "", url);
    } catch (trouble) {
      // A newer question took its place, or the line is down: the button still works.
      if (trouble.name !== "AbortError") asked = null;
    }
  }

  field.addEventListener("input", (event) => {
    // A syllable that is still being put together is not a question yet.
    if (event.isComposing) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 250);
  });
  field.addEventListener("compositionend", () => (waiting = setTimeout(ask, 250)));
  if (!asked && !matchMedia("(pointer: coarse)").matches) field.focus();
}

// Work that takes a while: how far it has come is asked for every second and put in its place; when it is over the page
// is loaded anew. Without script the page loads itself every few seconds.
const EVERY = 1000;

export default function start(element) {
  const said = element.querySelector("[data-said]");

  async function look() {
    let answer;
    try {
      answer = await fetch(element.dataset.from);
    } catch {
      return again(); // no connection for a moment
    }
    if (answer.status === 204) return location.reload();
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const steps = fresh.querySelector("ol");
    if (!steps) return;
    element.querySelector("ol").replaceWith(steps);
    // A new sentence is read out, so it is written only where it says something new.
    const text = fresh.querySelector("[data-said]").textContent;
    if (said.textContent !== text) said.textContent = text;
    again();
  }

  const again = () => setTimeout(look, EVERY);
  again();
}

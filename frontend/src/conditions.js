// Questions that depend on an answer given above them: shown as soon as it is given, hidden as soon as it is taken back.
// <div data-only-if='[{"question":"fields","is":["other"]}]' data-what="…"><p>what it waits for</p><div data-asked>…</div></div>
// Hidden fields are sent all the same, so nothing typed is lost. The server decides alike: questionnaires/rules/conditions.py.

const PREFIX = "a-";

/** Whether a field stands in a part of the page that is not asked now. */
export const isOff = (field) => Boolean(field.closest("[data-asked][hidden]"));

const given = (form, question) =>
  [...form.elements]
    .filter((field) => field.name === PREFIX + question && !isOff(field))
    .filter((field) => (field.type === "checkbox" || field.type === "radio" ? field.checked : field.value.trim()))
    .map((field) => field.value);

// What is put in order has a field for each of its options.
const isAnswered = (form, question) =>
  given(form, question).length > 0 ||
  [...form.elements].some((field) => field.name.startsWith(`${PREFIX}${question}-`) && field.value.trim() && !isOff(field));

const holds = (form, condition) => {
  if ("answered" in condition) return isAnswered(form, condition.question) === condition.answered;
  const answers = given(form, condition.question);
  if (!answers.length) return false;
  if ("is" in condition) return answers.some((one) => condition.is.includes(one));
  return !answers.some((one) => condition.is_not.includes(one));
};

/** Show what applies and hide what does not; say what has changed, unless the page is only being set up. */
export const settle = (form, quietly = false) => {
  const places = [...form.querySelectorAll("[data-only-if]")];
  if (!places.length) return;
  const came = [];
  const went = [];
  // In the order of the page: what depends on a question comes after it.
  for (const place of places) {
    const asked = place.querySelector("[data-asked]");
    const applies = JSON.parse(place.dataset.onlyIf).every((condition) => holds(form, condition));
    if (asked.hidden !== applies) continue;
    asked.hidden = !applies;
    place.firstElementChild.hidden = applies;
    (applies ? came : went).push(place.dataset.what);
  }
  form.elements.seen.value = [...form.elements]
    .filter((field) => field.name.startsWith(PREFIX) && field.closest("[data-asked]") && !isOff(field))
    .map((field) => field.name.slice(PREFIX.length))
    .join(" ");
  const said = form.querySelector("[data-brought-up]");
  if (quietly || !(came.length || went.length)) return;
  said.textContent = [came.length && said.dataset.broughtUp.replace("%(what)s", came.join(" · ")), went.length && said.dataset.fellAway.replace("%(what)s", went.join(" · "))].filter(Boolean).join(" ");
};

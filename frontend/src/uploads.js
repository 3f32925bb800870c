// A file on its way over a slow line: a photograph is made smaller first, the bar says how far it is, a broken line is
// waited for, and nothing is sent twice. Several that are chosen go by one press.
// <form method="post" enctype="multipart/form-data" data-script="uploads" data-most=bytes data-going=… data-there=…
// data-broken=… data-large=… data-unsent=…> with an <output>. Without this script the form sends by its button alone.

// What a telephone takes is larger than anybody reads; a scan that is small already goes as it is.
const LARGE = 1_500_000;
const LONGEST = 2600;

// Where a file's answer leads that is not this page: a picture whose part is chosen, once everything has gone.
let onwards = "";

const megabytes = (bytes) => (bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });

const smaller = async (file) => {
  if (file.type !== "image/jpeg" || file.size < LARGE) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const sheet = document.createElement("canvas");
    sheet.width = Math.round(picture.width * scale);
    sheet.height = Math.round(picture.height * scale);
    sheet.getContext("2d").drawImage(picture, 0, 0, sheet.width, sheet.height);
    const made = await new Promise((done) => sheet.toBlob(done, "image/jpeg", 0.85));
    return made && made.size < file.size ? made : file;
  } catch {
    // What the browser cannot open goes as it is; the server says what is wrong with it.
    return file;
  }
};

export default function start(form) {
  const note = form.querySelector("output");
  const field = form.querySelector("input[type=file]");
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", note.dataset.label);
  let isGoing = false;

  const say = (words, size) => {
    note.textContent = words.replace("%(size)s", megabytes(size));
    note.hidden = false;
  };
  const stay = (event) => isGoing && event.preventDefault();
  // A file that is chosen and not sent is lost with the page: the first try to leave says so, the second leaves.
  let isTold = false;
  const isUnsent = () => Boolean(field.files.length) && !isGoing && !isTold && form.isConnected;
  const tell = () => {
    isTold = true;
    note.textContent = form.dataset.unsent;
    note.hidden = false;
    form.querySelector("button").focus();
  };
  field.addEventListener("change", () => (isTold = false));
  document.addEventListener("click", (event) => {
    if (!event.target.closest('a[href]:not([href^="#"])') || event.defaultPrevented || !isUnsent()) return;
    event.preventDefault();
    tell();
  });
  const hold = (event) => {
    // Another file's button: what is chosen here goes first, of itself, and the page waits for it.
    if (event.target === form || event.target.dataset.script === "uploads") return;
    if (event.defaultPrevented || !isUnsent()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    tell();
  };
  document.addEventListener("submit", hold, true);
  addEventListener("beforeunload", (event) => isUnsent() && event.preventDefault());

  // Whoever chose several files and presses one button means all of them: the others go one after the other, and the
  // page leads on when the last has arrived. One that is refused stays, with its reason.
  const goOn = (next) => {
    if (next !== location.pathname) onwards = next;
    field.value = "";
    bar.remove();
    field.dispatchEvent(new Event("change", { bubbles: true }));
    const later = [...document.querySelectorAll('form[data-script="uploads"]')].find(
      (other) => other.querySelector("input[type=file]").files.length,
    );
    if (later) later.requestSubmit();
    else location.assign(onwards || next);
  };

  const send = async () => {
    if (isGoing || !field.files.length) return;
    isGoing = isTold = true;
    const chosen = field.files[0];
    const file = await smaller(chosen);
    if (file.size > form.dataset.most) {
      isGoing = false;
      return say(form.dataset.large, file.size);
    }
    const data = new FormData(form);
    data.set(field.name, file, chosen.name);
    const request = new XMLHttpRequest();
    request.open("POST", form.getAttribute("action") || location.href);
    request.setRequestHeader("X-Upload", "1");
    request.upload.onprogress = (event) => {
      bar.max = event.total;
      bar.value = event.loaded;
      if (event.loaded === event.total) say(form.dataset.there, file.size);
    };
    request.onload = () => {
      isGoing = false;
      removeEventListener("beforeunload", stay);
      let answer = null;
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // Not the answer of this page: signed out meanwhile, or the disk is full. The page itself says which.
        return request.status < 400 ? location.reload() : form.submit();
      }
      if (answer.next) goOn(answer.next);
      else {
        bar.remove();
        say(answer.refused, file.size);
      }
    };
    request.onerror = () => {
      isGoing = false;
      say(form.dataset.broken, file.size);
      addEventListener("online", send, { once: true });
    };
    addEventListener("beforeunload", stay);
    note.after(bar);
    bar.removeAttribute("value");
    say(form.dataset.going, file.size);
    request.send(data);
  };

  form.addEventListener("submit", (event) => {
    if (!field.files.length) return;
    event.preventDefault();
    send();
  });
}

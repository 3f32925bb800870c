// A file on its way over a slow line: a photograph is made smaller first, the bar says how far it is, a broken line is
// waited for, and nothing is sent twice. Several that are chosen go by one press.
// <form method="post" enctype="multipart/form-data" data-script="uploads" data-most=bytes data-going=… data-there=…
// data-broken=… data-large=… data-unsent=…> with an <output>. Without this script the form sends by its button alone.

// What a telephone takes is larger than anybody reads; a scan that is small already goes as it is.
const LARGE = 1_500_000;
const LONGEST = 2600;

// Where the files' answers lead that is not this page: a picture whose part is chosen, once everything has gone.
let onwards = "";
// Where "Go on" was pressed to, while the files go; and which of the forms is sending.
let target = "";
let going = null;
// A file that is chosen and not sent is lost with the page: the first try to leave says so, the second leaves.
let isTold = false;

const fieldOf = (form) => form.querySelector("input[type=file]");

// The forms whose file is chosen and still to be sent; one that was refused waits for another file.
const waiting = () =>
  [...document.querySelectorAll('form[data-script="uploads"]')].filter((form) => fieldOf(form).files.length && !("refused" in form.dataset));

const isUnsent = () => !going && !isTold && waiting().length > 0;

const tell = () => {
  isTold = true;
  const [form] = waiting();
  const note = form.querySelector("output");
  note.textContent = form.dataset.unsent;
  note.hidden = false;
  form.querySelector("button").focus();
};

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href]:not([href^="#"])');
  if (!link || event.defaultPrevented) return;
  if ("sends" in link.dataset && (going || waiting().length)) {
    // Whoever goes on with files chosen means them to go along.
    event.preventDefault();
    target = link.href;
    if (!going) waiting()[0].requestSubmit();
  } else if (isUnsent()) {
    event.preventDefault();
    tell();
  }
});

document.addEventListener(
  "submit",
  (event) => {
    // A file's own button sends what is chosen; another one is held once.
    if (event.target.dataset.script === "uploads" || event.defaultPrevented || !isUnsent()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    tell();
  },
  true,
);

addEventListener("beforeunload", (event) => (going || isUnsent()) && event.preventDefault());

// Whoever chose several files and presses one button means all of them: they go one after the other, and the page leads
// on when the last has arrived. Where one is refused the page stays, with its reason.
const proceed = (here) => {
  const [later] = waiting();
  if (later) return later.requestSubmit();
  const refused = document.querySelector('form[data-script="uploads"][data-refused]');
  const next = onwards || target || here;
  target = "";
  if (!refused) return location.assign(next);
  fieldOf(refused).focus();
};

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
  const field = fieldOf(form);
  const together = form.querySelector("[data-together]");
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", note.dataset.label);
  together.textContent = together.dataset.together;

  const say = (words, size) => {
    note.textContent = words.replace("%(size)s", megabytes(size));
    note.hidden = false;
  };
  field.addEventListener("change", () => {
    isTold = false;
    delete form.dataset.refused;
  });

  const refuse = (words, size) => {
    going = null;
    bar.remove();
    form.dataset.refused = "";
    say(words, size);
    proceed(location.pathname);
  };

  const take = (next, size) => {
    going = null;
    bar.remove();
    if (next !== location.pathname) onwards = next;
    field.value = "";
    field.dispatchEvent(new Event("change", { bubbles: true }));
    say(form.dataset.had, size);
    proceed(next);
  };

  const send = async () => {
    if (going || !field.files.length) return;
    going = form;
    isTold = true;
    const chosen = field.files[0];
    const file = await smaller(chosen);
    if (file.size > form.dataset.most) return refuse(form.dataset.large, file.size);
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
      let answer = null;
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // Not the answer of this page: signed out meanwhile, or the disk is full. The page itself says which.
        going = null;
        return request.status < 400 ? location.reload() : form.submit();
      }
      if (answer.next) take(answer.next, file.size);
      else refuse(answer.refused, file.size);
    };
    request.onerror = () => {
      going = null;
      say(form.dataset.broken, file.size);
      addEventListener("online", send, { once: true });
    };
    note.after(bar);
    bar.removeAttribute("value");
    // Whoever pressed "Go on" at the page's foot sees what keeps it.
    if (target) form.scrollIntoView({ block: "center" });
    say(form.dataset.going, file.size);
    request.send(data);
  };

  form.addEventListener("submit", (event) => {
    if (!field.files.length) return;
    event.preventDefault();
    send();
  });
}

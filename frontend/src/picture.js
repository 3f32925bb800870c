// The frame on a picture, moved by hand: drag it, or arrow keys and + and – on it. The sliders say the same and work without this.
// Where the frame lies is worked out as applications/rules/framing.py does.

const STEP = 2;
const SVG_KEYS = { ArrowLeft: ["across", -STEP], ArrowRight: ["across", STEP], ArrowUp: ["down", -STEP], ArrowDown: ["down", STEP], "+": ["zoom", 5], "=": ["zoom", 5], "-": ["zoom", -5] };

export default function start(form) {
  const width = Number(form.dataset.width);
  const height = Number(form.dataset.height);
  const ratio = Number(form.dataset.across) / Number(form.dataset.down);
  const whole = form.querySelector("[data-whole]");
  const part = form.querySelector("[data-part]");
  const { zoom, across, down } = form.elements;
  const wide = width / height > ratio;

  const box = () => {
    const w = ((wide ? height * ratio : width) * 100) / zoom.value;
    const h = ((wide ? height : width / ratio) * 100) / zoom.value;
    return { x: ((width - w) * across.value) / 100, y: ((height - h) * down.value) / 100, w, h };
  };

  const draw = () => {
    const { x, y, w, h } = box();
    whole.querySelector(".veil").setAttribute("d", `M0 0H${width}V${height}H0ZM${x} ${y}v${h}h${w}v-${h}Z`);
    for (const [name, value] of Object.entries({ x, y, width: w, height: h })) whole.querySelector(".edge").setAttribute(name, value);
    part.setAttribute("viewBox", `${x} ${y} ${w} ${h}`);
  };

  const within = (value, field) => Math.round(Math.min(Number(field.max), Math.max(Number(field.min), value)));

  // The picture may have room left above or below on the screen: ask it where a point lies.
  const place = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(whole.getScreenCTM().inverse());
    return { x: point.x, y: point.y };
  };

  let grip = null;
  whole.addEventListener("pointerdown", (event) => {
    const { x, y } = place(event);
    const at = box();
    const isInside = x >= at.x && x <= at.x + at.w && y >= at.y && y <= at.y + at.h;
    grip = isInside ? { x: x - at.x, y: y - at.y } : { x: at.w / 2, y: at.h / 2 };
    whole.setPointerCapture(event.pointerId);
    move(event);
  });
  const move = (event) => {
    if (!grip) return;
    const { x, y } = place(event);
    const at = box();
    if (width > at.w) across.value = within(((x - grip.x) * 100) / (width - at.w), across);
    if (height > at.h) down.value = within(((y - grip.y) * 100) / (height - at.h), down);
    draw();
  };
  whole.addEventListener("pointermove", move);
  for (const name of ["pointerup", "pointercancel"]) whole.addEventListener(name, () => (grip = null));
  whole.addEventListener("keydown", (event) => {
    const [name, step] = SVG_KEYS[event.key] ?? [];
    if (!name || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const field = form.elements[name];
    field.value = within(Number(field.value) + step, field);
    draw();
  });
  form.addEventListener("input", draw);

  whole.setAttribute("tabindex", "0");
  form.querySelector("[data-by-hand]").hidden = false;
  form.querySelector("[data-look]").hidden = true;
  draw();
}

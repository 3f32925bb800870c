// One small script for every page. Pages work without it; it loads what a page asks for and nothing else.
import "./main.css";
import { startFrame } from "./frame.js";
import { startClocks } from "./clocks.js";

// Styles of single apps are picked up by themselves: css/<app>.css.
import.meta.glob(
  ["./css/*.css", "!./css/{fonts,tokens,ground,frame,parts,pages,office,print}.css"],
  { eager: true },
);

// <div data-script="lecture"> starts ./lecture.js, which exports start(element).
const scripts = import.meta.glob(["./*.js", "!./{main,frame,clocks,requests}.js"]);

startFrame();
startClocks();

for (const element of document.querySelectorAll("[data-script]")) {
  for (const name of element.dataset.script.split(" ")) {
    scripts[`./${name}.js`]?.().then((module) => module.default(element));
  }
}

if (document.querySelector("[hx-get], [hx-post]")) {
  import("./requests.js");
}

// One small script for every page. Pages work without it; it loads what a page asks for and nothing else.
import "./main.css";
import { startFrame } from "./frame.js";
import { startClocks } from "./clocks.js";

// <div data-script="lecture"> starts ./lecture.js, which exports start(element).
const scripts = import.meta.glob(["./*.js", "!./{main,frame,clocks,conditions}.js"]);

startFrame();
startClocks();

for (const element of document.querySelectorAll("[data-script]")) {
  for (const name of element.dataset.script.split(" ")) {
    scripts[`./${name}.js`]?.().then((module) => module.default(element));
  }
}

import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { defineConfig } from "vite";
import { worldSheets } from "./frontend/world.mjs";

// main.css is on every page and takes these in. Every other file of css/ is a sheet of its own, loaded only by the pages
// that ask for it with {% sheet "<name>" %}: a page may weigh 40 KB of style, and few need all of it.
const EVERYWHERE = new Set(["fonts", "tokens", "ground", "frame", "parts", "print"]);
const sheets = readdirSync("frontend/src/css")
  .map((file) => basename(file, ".css"))
  .filter((name) => !EVERYWHERE.has(name))
  .map((name) => `frontend/src/css/${name}.css`);

// Everything lands in the ui app's static folder under names that carry their hash; Django finds them by the manifest.
export default defineConfig({
  root: "frontend",
  base: "/static/build/",
  publicDir: false,
  plugins: [worldSheets()],
  build: {
    outDir: "../src/hansa/foundation/ui/static/build",
    emptyOutDir: true,
    manifest: "manifest.json",
    // No data: addresses, because the pages' content policy allows none.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    rollupOptions: { input: ["frontend/src/main.js", ...sheets] },
  },
});

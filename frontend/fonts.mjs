// Cuts the typefaces to the letters that the interface's languages need, so that a first page loads under 100 KB of fonts.
// Runs before the bundle (npm run build); what it writes is never committed.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import subset from "subset-font";

const require = createRequire(import.meta.url);
const out = new URL("./fonts/", import.meta.url);

const letters = (...ranges) =>
  ranges.flatMap(([from, to = from]) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i))).join("");

const LATIN = letters([0x20, 0x7e], [0xa0, 0xff], [0x131], [0x152, 0x153], [0x2bb, 0x2bc], [0x2010, 0x2015], [0x2018, 0x201e],
  [0x2022], [0x2026], [0x2030], [0x2032, 0x2033], [0x2039, 0x203a], [0x20ac], [0x2122], [0x2191], [0x2193], [0x2212]);
const LATIN_EXT = letters([0x100, 0x130], [0x132, 0x151], [0x154, 0x17f], [0x218, 0x21b], [0x1e9e]);
const ARABIC = letters([0x60c], [0x61b], [0x61f], [0x621, 0x63a], [0x640, 0x655], [0x660, 0x66c], [0x670, 0x671]);

const CUTS = [
  ["sans-latin", "@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2", LATIN, { wght: { min: 400, max: 700 } }],
  ["sans-latin-ext", "@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-ext-wght-normal.woff2", LATIN_EXT, { wght: { min: 400, max: 700 } }],
  ["serif-latin", "@fontsource/ibm-plex-serif/files/ibm-plex-serif-latin-600-normal.woff2", LATIN],
  ["serif-latin-ext", "@fontsource/ibm-plex-serif/files/ibm-plex-serif-latin-ext-600-normal.woff2", LATIN_EXT],
  ["arabic-400", "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-400-normal.woff2", ARABIC],
  ["arabic-600", "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-600-normal.woff2", ARABIC],
];

await mkdir(out, { recursive: true });
for (const [name, source, text, variationAxes] of CUTS) {
  const font = await readFile(require.resolve(source));
  const cut = await subset(font, text, { targetFormat: "woff2", variationAxes });
  await writeFile(new URL(`${name}.woff2`, out), cut);
  console.log(`${name}: ${(font.length / 1024).toFixed(1)} KB → ${(cut.length / 1024).toFixed(1)} KB`);
}

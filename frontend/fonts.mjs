// Cuts the typefaces to the letters that the interface's languages need, so that a first page loads under 100 KB of fonts.
// Runs before the bundle (npm run build); what it writes is never committed.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
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

// Korean has 11,172 syllables, and what is said here needs some six hundred: those of the interface and of the packs, and of
// names. Not more than so many, the most frequent first, so that a page stays under its 100 KB whatever is written one day.
const MOST_SYLLABLES = 590;
const OF_NAMES = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
  + "준영수미희경은혜숙순자철호훈상동재태승우혁빈율솔별봄결온담린슬찬범균섭석환열웅택필학헌";

const syllables = async () => {
  const seen = new Map();
  const count = (text, weight) => {
    for (const letter of text.match(/[가-힣]/g) ?? []) seen.set(letter, (seen.get(letter) ?? 0) + weight);
  };
  for (const folder of ["../src/hansa/locale/ko/", "../packs/"]) {
    const root = new URL(folder, import.meta.url);
    for (const path of await readdir(root, { recursive: true })) {
      if (/\.(po|ya?ml)$/.test(path)) count(await readFile(new URL(path, root), "utf8"), 10);
    }
  }
  count(OF_NAMES, 1);
  return [...seen].sort((one, other) => other[1] - one[1] || one[0].localeCompare(other[0])).slice(0, MOST_SYLLABLES).map(([letter]) => letter).join("");
};
const KOREAN = await syllables();

const WEIGHTS = { wght: { min: 400, max: 700 } };
// Small capitals, old figures and the like are never asked for.
const keepFeatures = ["kern", "liga", "tnum", "lnum", "mark", "mkmk", "ccmp", "locl"];
const CUTS = [
  ["sans-latin", "@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2", LATIN, { variationAxes: WEIGHTS, keepFeatures }],
  ["sans-latin-ext", "@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-ext-wght-normal.woff2", LATIN_EXT, { variationAxes: WEIGHTS, keepFeatures }],
  ["serif-latin", "@fontsource/ibm-plex-serif/files/ibm-plex-serif-latin-600-normal.woff2", LATIN, { keepFeatures }],
  ["serif-latin-ext", "@fontsource/ibm-plex-serif/files/ibm-plex-serif-latin-ext-600-normal.woff2", LATIN_EXT, { keepFeatures }],
  ["arabic-400", "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-400-normal.woff2", ARABIC, {}],
  ["arabic-600", "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-600-normal.woff2", ARABIC, {}],
  ["korean-400", "@fontsource/ibm-plex-sans-kr/files/ibm-plex-sans-kr-korean-400-normal.woff2", KOREAN, {}],
  ["korean-600", "@fontsource/ibm-plex-sans-kr/files/ibm-plex-sans-kr-korean-600-normal.woff2", KOREAN, {}],
];

await mkdir(out, { recursive: true });
for (const [name, source, text, options] of CUTS) {
  const font = await readFile(require.resolve(source));
  // Hints are for screens of twenty years ago, and half of the weight.
  const cut = await subset(font, text, { targetFormat: "woff2", noHinting: true, ...options });
  await writeFile(new URL(`${name}.woff2`, out), cut);
  console.log(`${name}: ${(font.length / 1024).toFixed(1)} KB → ${(cut.length / 1024).toFixed(1)} KB`);
}

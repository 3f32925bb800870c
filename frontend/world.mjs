// Draws the land of the world for the maps, once at build: Equal Earth, turned so that its edge runs through the Bering
// Strait and cuts no land, without Antarctica and without borders. What it draws is never committed.
//
//   node frontend/world.mjs --points "lon,lat lon,lat …"   prints where d3 puts these places, for the tests of the server's own rule
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { geoArea, geoBounds, geoEqualEarth, geoPath } from "d3-geo";
import { feature } from "topojson-client";

const require = createRequire(import.meta.url);

// The sheet: 1000 wide. The server places its points by the same figures (network/rules/projection.py).
export const SHEET = { width: 1000, height: 447, scale: 184.7281, centre: 11, equator: 253 };

export const projection = () =>
  geoEqualEarth().rotate([-SHEET.centre, 0]).scale(SHEET.scale).translate([SHEET.width / 2, SHEET.equator]).precision(0.1);

// What is drawn for the whole world, and what when one looks closer: sheets of different fineness.
const LEVELS = [
  { name: "world", source: "world-atlas/land-110m.json", digits: 1, apart: 0.1, smallest: 0 },
  { name: "near", source: "world-atlas/land-50m.json", digits: 1, apart: 0.35, smallest: 4e-7 },
];

const isAntarctic = (polygon) => geoBounds(polygon)[1][1] < -60;

// A line through every point that lies far enough from the one before.
function drawn(geometry, digits, apart) {
  const path = geoPath(projection()).digits(digits)(geometry);
  const round = (n) => String(+n.toFixed(digits)).replace(/^(-?)0\./, "$1.");
  return path
    .split("Z")
    .filter(Boolean)
    .map((ring) => {
      const points = ring.slice(1).split("L").map((pair) => pair.split(",").map(Number));
      const kept = [];
      for (const point of points) {
        const last = kept.at(-1);
        if (!last || Math.hypot(point[0] - last[0], point[1] - last[1]) >= apart) kept.push(point);
      }
      if (kept.length < 3) return "";
      let [x, y] = kept[0];
      let line = `M${round(x)},${round(y)}l`;
      for (const [a, b] of kept.slice(1)) {
        const [dx, dy] = [+(a - x).toFixed(digits), +(b - y).toFixed(digits)];
        line += `${line.endsWith("l") || dx < 0 ? "" : " "}${round(dx)}${dy < 0 ? "" : " "}${round(dy)}`;
        // From where the pen really stands, so that what rounding took away never adds up.
        x += dx;
        y += dy;
      }
      return `${line}z`;
    })
    .join("");
}

async function land({ source, digits, apart, smallest }) {
  const atlas = JSON.parse(await readFile(require.resolve(source), "utf8"));
  const polygons = feature(atlas, atlas.objects.land).features.flatMap(({ geometry }) =>
    (geometry.type === "MultiPolygon" ? geometry.coordinates : [geometry.coordinates]).map((coordinates) => ({ type: "Polygon", coordinates })),
  );
  const kept = polygons.filter((polygon) => !isAntarctic(polygon) && geoArea(polygon) > smallest);
  return drawn({ type: "GeometryCollection", geometries: kept }, digits, apart);
}

export async function sheet(level) {
  const frame = `0 0 ${SHEET.width} ${SHEET.height}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${frame}"><path id="land" d="${await land(level)}"/></svg>\n`;
}

// A plugin of the bundle: the sheets lie among the built files, and the manifest knows them as world/<name>.svg.
export function worldSheets() {
  return {
    name: "world-sheets",
    apply: "build",
    async generateBundle() {
      for (const level of LEVELS) {
        const originalFileName = `world/${level.name}.svg`;
        this.emitFile({ type: "asset", name: `${level.name}.svg`, originalFileName, source: await sheet(level) });
      }
    },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const at = projection();
  const points = (process.argv[process.argv.indexOf("--points") + 1] ?? "").split(" ").map((pair) => pair.split(",").map(Number));
  console.log(JSON.stringify(points.map((point) => [...point, ...at(point).map((n) => +n.toFixed(4))])));
}

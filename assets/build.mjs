// Build src/sayso/desk/static/vendor from the packages of package-lock.json.  `make assets` runs this.
//
// One readable, minified ES module each; licences beside them; digests.json says what each file is made of,
// and tests/desk/test_assets.py compares.

import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { outline } from "./outline.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const OUT = join(ROOT, "src/sayso/desk/static/vendor");
const PACKAGES = join(ROOT, "node_modules");

// What each module exports, and from which package.
const MODULES = {
  "leaflet.js": `export { Circle, CircleMarker, DivIcon, GeoJSON, LatLngBounds, LayerGroup, Map, Marker, Polyline, Popup, SVG, control, point, latLng, latLngBounds, DomEvent } from "leaflet/dist/leaflet-src.esm.js";`,
  "cytoscape.js": `export { default } from "cytoscape/dist/cytoscape.esm.mjs";`,
  "scale.js": `export { scaleLinear, scaleSqrt, scaleUtc } from "d3-scale";`,
  "topojson.js": `export { feature, mesh } from "topojson-client";`,
};
// Classic scripts, copied: htmx is a global that its extensions look for.
const COPIED = {
  "htmx.js": "htmx.org/dist/htmx.min.js",
  "leaflet.css": "leaflet/dist/leaflet.css",
};

// Whose package.json is silent; read in its licence file.
const SAID = { "htmx-ext-sse": "0BSD" };

rmSync(OUT, { recursive: true, force: true });
mkdirSync(join(OUT, "licences"), { recursive: true });

const used = { "world.json": ["world-atlas"] };
for (const [name, contents] of Object.entries(MODULES)) {
  const result = await build({
    stdin: { contents, resolveDir: ROOT },
    outfile: join(OUT, name),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "inline",
    define: { "process.env.NODE_ENV": '"production"' },
    metafile: true,
  });
  used[name] = owners(Object.keys(result.metafile.inputs));
}
const sse = await build({
  entryPoints: [join(PACKAGES, "htmx-ext-sse/sse.js")],
  outfile: join(OUT, "htmx-sse.js"),
  minify: true,
  format: "iife",
  target: "es2022",
  legalComments: "inline",
  metafile: true,
});
used["htmx-sse.js"] = owners(Object.keys(sse.metafile.inputs));
for (const [name, from] of Object.entries(COPIED)) {
  cpSync(join(PACKAGES, from), join(OUT, name));
  used[name] = owners([`node_modules/${from}`]);
}
// The pictures that leaflet.css names (layers control, default marker) are not used here: no request for them.
const css = readFileSync(join(OUT, "leaflet.css"), "utf8");
writeFileSync(join(OUT, "leaflet.css"), css.replace(/^\s*(background-image|behavior): *url\([^)]*\);\s*$/gm, ""));
writeFileSync(join(OUT, "world.json"), outline());

const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
const packages = {};
for (const name of [...new Set(Object.values(used).flat())].sort()) {
  const entry = lock.packages[`node_modules/${name}`];
  packages[name] = { version: entry.version, license: entry.license ?? said(name) ?? SAID[name], integrity: entry.integrity };
  const licence = ["LICENSE", "LICENSE.md", "LICENSE.txt"].map((f) => join(PACKAGES, name, f)).find(existsSync);
  if (!licence) throw new Error(`${name} has no licence file`);
  cpSync(licence, join(OUT, "licences", `${name}.txt`));
}
const files = {};
for (const name of readdirSync(OUT).filter((n) => n !== "licences").sort()) {
  const bytes = readFileSync(join(OUT, name));
  files[name] = { sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length, from: used[name] };
}
writeFileSync(join(OUT, "digests.json"), JSON.stringify({ files, packages }, null, 1) + "\n");
for (const [name, { bytes }] of Object.entries(files)) console.log(String(bytes).padStart(8), name);

/** The packages that a build read. */
function owners(paths) {
  const names = paths.map((p) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(p)?.[1]).filter(Boolean);
  return [...new Set(names)].sort();
}

function said(name) {
  return JSON.parse(readFileSync(join(PACKAGES, name, "package.json"), "utf8")).license;
}

// Natural Earth's countries for the map: cut at the date line, simplified, named by ISO 3166-1 alpha-2.
//
// world-atlas stitches what Natural Earth cut at 180°: rings run across it, and a flat map draws them as a
// wedge from one edge to the other.  A spherical projection cuts them again, along the meridian itself.

import { readFileSync } from "node:fs";
import { geoArea, geoCentroid, geoEquirectangular } from "d3-geo";
import { geoProject } from "d3-geo-projection";
import { feature, quantize } from "topojson-client";
import { topology } from "topojson-server";
import { filter, filterWeight, presimplify, simplify } from "topojson-simplify";

const SMALLEST = 0.008; // square degrees: a corner that changes the outline by less is left out
const ISLAND = 0.015; // square degrees: a ring of its own below this is left out
const STEPS = 16000; // of the grid that coordinates are rounded to: 360 / 16000 = 0.0225° = 2.5 km

const codes = JSON.parse(readFileSync(new URL("../node_modules/i18n-iso-countries/codes.json", import.meta.url)));
const alpha2 = new Map(codes.map(([two, , number]) => [number, two]));
const unnumbered = new Map([["Kosovo", "XK"]]);

/** The outline as a TopoJSON text: one object `countries`, properties `at` (label) and `size` (its rank). */
export function outline() {
  const raw = JSON.parse(readFileSync(new URL("../node_modules/world-atlas/countries-50m.json", import.meta.url)));
  const round = feature(raw, raw.objects.countries);
  for (const country of round.features) {
    const code = alpha2.get(String(country.id ?? "").padStart(3, "0")) ?? unnumbered.get(country.properties.name);
    const { at, size } = label(country);
    country.id = code;
    country.properties = code ? { at, size } : {};
  }
  const flat = geoProject(
    round,
    geoEquirectangular().scale(180 / Math.PI).translate([0, 0]).reflectY(true).precision(0),
  );
  let cut = presimplify(topology({ countries: flat }));
  cut = filter(simplify(cut, SMALLEST), filterWeight(cut, ISLAND));
  cut = quantize(strip(cut), STEPS);
  // A country too small to be drawn keeps its name and its place.
  const drawn = new Set(cut.objects.countries.geometries.map((country) => country.id));
  for (const { id, properties } of round.features) {
    if (id && !drawn.has(id)) cut.objects.countries.geometries.push({ type: null, id, properties });
  }
  cut.objects.countries.geometries.sort((a, b) => String(a.id).localeCompare(String(b.id), "en"));
  return JSON.stringify(cut);
}

/** Where a country's name goes: the middle of its largest piece; and how large that is, in millionths of 4π. */
function label(country) {
  const { type, coordinates } = country.geometry;
  const pieces = (type === "MultiPolygon" ? coordinates : [coordinates]).map((rings) => ({
    type: "Polygon",
    coordinates: rings,
  }));
  const largest = pieces.reduce((a, b) => (geoArea(a) >= geoArea(b) ? a : b));
  const [lon, lat] = geoCentroid(largest);
  return {
    at: [+lon.toFixed(2), +lat.toFixed(2)],
    size: Math.max(1, Math.round((geoArea(largest) / (4 * Math.PI)) * 1e6)),
  };
}

function strip(cut) {
  for (const arc of cut.arcs) for (const point of arc) point.length = 2; // presimplify's weights
  return cut;
}

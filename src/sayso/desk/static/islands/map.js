// Events on an offline outline of the world.  How precisely a place is known is a shape: a dot for a site, a ring
// for a town, a dashed circle as wide as a region, a hatched country when that is all there is.

import { Circle, DivIcon, GeoJSON, LayerGroup, Map as LeafletMap, Marker, Popup, SVG, control, latLngBounds } from "../vendor/leaflet.js";
import { feature, mesh } from "../vendor/topojson.js";
import { GLYPHS, calm, el, glyph, safe, svg, toolbar } from "./dom.js";
import { byType, quad, typeGlyph, typeName } from "./types.js";
import { country, t } from "./words.js";

const WORLD = new URL("../vendor/world.json", import.meta.url).href;
const NEAR = 34; // pixels between two markers before they are drawn as one
const DOUBT = { probable: "~", possible: "?", open: "?", denied: "×" };
const NAMES = 26; // country names at once, the largest first
let world = null;

async function outline() {
  world ??= fetch(WORLD).then((answer) => {
    if (!answer.ok) throw Object.assign(new Error(WORLD), { status: answer.status });
    return answer.json();
  }).then((topology) => ({
    countries: feature(topology, topology.objects.countries).features,
    borders: mesh(topology, topology.objects.countries, (a, b) => a !== b),
  })).catch((error) => {
    world = null;
    throw error;
  });
  return world;
}

export async function draw(stage, data) {
  const features = (data?.features ?? []).filter((found) => found.properties);
  if (!features.length) return null;
  const events = features.map(read);
  const { countries, borders } = await outline();
  return new EventMap(stage, events, countries, borders, data.types);
}

/** A feature as the map uses it. */
function read(found) {
  const p = found.properties;
  const [lon, lat] = found.geometry?.type === "Point" ? found.geometry.coordinates : [];
  const placed = Number.isFinite(lon) && Number.isFinite(lat);
  return {
    id: p.id ?? found.id, label: p.label ?? "", type: p.type ?? "", when: p.when ?? "", place: p.place ?? "",
    certainty: p.certainty ?? "certain", href: safe(p.href), country: p.country ?? null,
    precision: p.precision ?? (placed ? "city" : "country"),
    km: Number(p.radius_km) || 0, at: placed ? [lat, lon] : null,
  };
}

class EventMap {
  constructor(stage, events, countries, borders, names) {
    this.stage = stage;
    this.names = names;
    this.events = events;
    this.byCode = new Map(countries.filter((c) => c.id).map((c) => [c.id, c]));
    this.whole = new Map(); // country code -> its events that have no closer place
    this.points = [];
    this.nowhere = [];
    for (const event of events) this.sort(event);

    const box = el("div", { class: "map-box" });
    stage.body.append(box);
    this.map = new LeafletMap(box, {
      zoomControl: false, attributionControl: false, minZoom: 0, maxZoom: 7, zoomSnap: 0.25, zoomDelta: 1,
      worldCopyJump: false, maxBounds: [[-75, -200], [86, 200]], maxBoundsViscosity: 0.8,
      fadeAnimation: !calm(), zoomAnimation: !calm(), markerZoomAnimation: !calm(), keyboardPanDelta: 120,
      renderer: new SVG({ padding: 0.6 }),
    });
    box.addEventListener("keydown", (event) => event.key === "Escape" && this.map.closePopup());
    this.map.setView([20, 10], 2);
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", `${t("map")} : ${t("events", { n: events.length })}`);
    this.backdrop(countries, borders);
    this.namesLayer = new LayerGroup().addTo(this.map);
    this.regions = new LayerGroup().addTo(this.map);
    this.markers = new LayerGroup().addTo(this.map);
    this.frame();
    this.map.on("moveend", () => this.redraw()); // a zoom ends with a move, too
    this.redraw();
    control.scale({ imperial: false, position: "bottomleft" }).addTo(this.map);
    const tools = toolbar(t("map"), [
      [t("zoom_in"), "ui-in", () => this.map.zoomIn()],
      [t("zoom_out"), "ui-out", () => this.map.zoomOut()],
      [t("all"), "ui-all", () => this.frame()],
    ]);
    stage.body.append(tools, this.legend());
    if (this.nowhere.length) stage.body.append(this.list(t("no_place"), this.nowhere));
    this.watch = new ResizeObserver(() => this.map.invalidateSize({ animate: false }));
    this.watch.observe(box);
  }

  sort(event) {
    const known = event.country && this.byCode.has(event.country);
    if (event.precision === "country" && known) {
      if (!this.whole.has(event.country)) this.whole.set(event.country, []);
      this.whole.get(event.country).push(event);
    } else if (event.at) this.points.push(event);
    else this.nowhere.push(event);
  }

  backdrop(countries, borders) {
    const quiet = { interactive: false, smoothFactor: 0.6 };
    new GeoJSON({ type: "FeatureCollection", features: countries }, { ...quiet, style: { className: "map-land", stroke: false } }).addTo(this.map);
    new GeoJSON(borders, { ...quiet, style: { className: "map-border", fill: false } }).addTo(this.map);
    this.hatch();
    for (const [code, found] of this.whole) {
      const layer = new GeoJSON(this.byCode.get(code), { style: { className: "map-country", fillColor: "url(#map-hatch)" } });
      layer.on("click", () => this.show(found, this.middle(code), country(code)));
      layer.addTo(this.map);
    }
  }

  hatch() {
    const root = this.map.getPane("overlayPane").querySelector("svg");
    root.setAttribute("aria-hidden", "true");
    root.prepend(svg("defs", {},
      svg("pattern", { id: "map-hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        svg("path", { d: "M0 0V7", class: "map-hatch-line" }))));
  }

  middle(code) {
    const [lon, lat] = this.byCode.get(code).properties.at;
    return [lat, lon];
  }

  /** Everything that has a place, in view. */
  frame() {
    const bounds = latLngBounds([]);
    for (const event of this.points) bounds.extend(event.km > 5 ? around(event) : event.at);
    for (const code of this.whole.keys()) bounds.extend(this.middle(code));
    if (!bounds.isValid()) return;
    this.map.fitBounds(bounds.pad(0.12), { maxZoom: 6, animate: false });
  }

  redraw() {
    const view = this.map.getBounds().pad(0.2);
    this.regions.clearLayers();
    for (const event of this.points) {
      if (event.precision !== "city" && this.pixels(event) > 14 && view.intersects(around(event))) this.region(event);
    }
    const focused = document.activeElement?.dataset?.place;
    this.markers.clearLayers();
    const groups = this.groups(view);
    for (const group of groups) this.marker(group);
    const taken = groups.map((group) => group.p);
    for (const [code, found] of this.whole) {
      if (view.contains(this.middle(code))) this.marker({ at: this.beside(this.middle(code), taken), events: found, code });
    }
    this.label(view, taken);
    if (focused) this.mark(focused)?.focus({ preventScroll: true });
  }

  /** The marker that stands for a place, whichever redrawing made it. */
  mark(place) {
    return [...this.stage.body.querySelectorAll(".map-mark")].find((mark) => mark.dataset.place === place);
  }

  /** How far around its middle an event's circle reaches, on the screen now. */
  pixels({ at: [lat, lon], km }) {
    return km ? this.map.latLngToLayerPoint([lat, lon]).distanceTo(this.map.latLngToLayerPoint([lat + km / 111, lon])) : 0;
  }

  region(event) {
    const circle = new Circle(event.at, { radius: event.km * 1000, className: `map-region sure-${event.certainty}` });
    circle.on("click", () => this.show([event], event.at));
    circle.addTo(this.regions);
    circle.getElement()?.setAttribute("data-type", event.type);
  }

  /** Markers nearer than NEAR pixels become one, at the place that most of its events share. */
  groups(view) {
    const cells = new Map();
    const groups = [];
    for (const event of this.points) {
      if (!view.contains(event.at)) continue;
      const p = this.map.latLngToLayerPoint(event.at);
      const [x, y] = [Math.floor(p.x / NEAR), Math.floor(p.y / NEAR)];
      let home = null;
      for (let i = x - 1; i <= x + 1 && !home; i++) {
        for (let j = y - 1; j <= y + 1 && !home; j++) {
          home = (cells.get(`${i},${j}`) ?? []).find((g) => g.p.distanceTo(p) < NEAR) ?? null;
        }
      }
      if (home) {
        home.events.push(event);
        continue;
      }
      const group = { p, at: event.at, events: [event] };
      groups.push(group);
      const key = `${x},${y}`;
      cells.set(key, [...(cells.get(key) ?? []), group]);
    }
    return groups;
  }

  /** A place near `at` that no marker has yet; `taken` grows by it. */
  beside(at, taken) {
    const p = this.map.latLngToLayerPoint(at);
    const steps = [[0, 0], [30, 0], [-30, 0], [0, 30], [0, -30], [30, 30], [-30, -30], [30, -30], [-30, 30]];
    const free = steps.map(([x, y]) => p.add([x, y])).find((q) => taken.every((o) => o.distanceTo(q) > NEAR - 4)) ?? p;
    taken.push(free);
    return this.map.layerPointToLatLng(free);
  }

  /** Country names, the largest first, as many as have room. */
  label(view, taken) {
    this.namesLayer.clearLayers();
    const zoom = this.map.getZoom();
    const wanted = [...this.byCode.values()]
      .filter(({ properties: { at, size } }) => size * 4 ** zoom > 60000 && view.contains([at[1], at[0]]))
      .sort((a, b) => b.properties.size - a.properties.size);
    const placed = [];
    for (const { id, properties: { at } } of wanted) {
      if (placed.length >= NAMES) break;
      const p = this.map.latLngToLayerPoint([at[1], at[0]]);
      const name = country(id);
      const half = name.length * 3.4;
      if (placed.some((o) => Math.abs(o.y - p.y) < 16 && Math.abs(o.x - p.x) < o.half + half + 6)) continue;
      const free = (y) => !taken.some((o) => Math.abs(o.y - y) < 24 && Math.abs(o.x - p.x) < half + 18);
      const y = [p.y, p.y + 26, p.y - 26].find(free);
      if (y === undefined) continue;
      p.y = y;
      placed.push({ x: p.x, y: p.y, half });
      new Marker(this.map.layerPointToLatLng(p), {
        icon: new DivIcon({ className: "map-name", html: el("span", { "aria-hidden": "true" }, name), iconSize: [0, 0] }),
        interactive: false, keyboard: false, zIndexOffset: -1000,
      }).addTo(this.namesLayer);
    }
  }

  marker({ at, events, code }) {
    const one = events.length === 1 ? events[0] : null;
    const size = one ? 26 : Math.min(46, 28 + 6 * Math.log2(events.length));
    const icon = new DivIcon({
      className: `map-mark ${code ? "is-country" : one ? `is-${one.precision} sure-${one.certainty}` : "is-many"}`,
      html: one ? picture(one) : ring(events, size), iconSize: [size, size],
    });
    const title = one ? [one.label, typeName(one.type, this.names), code ? country(code) : one.place, sure(one)].filter(Boolean).join(", ") : [code && country(code), t("events", { n: events.length })].filter(Boolean).join(", ");
    const mark = new Marker(at, { icon, title, alt: title, keyboard: true, riseOnHover: true });
    mark.on("click", () => this.open(events, at, code));
    mark.addTo(this.markers);
    const node = mark.getElement();
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      this.open(events, at, code);
    });
    node.setAttribute("aria-label", title);
    node.dataset.place = code ?? events[0].id;
    if (one) node.dataset.type = one.type;
  }

  /** One event, or several in one place: a card.  Several in several places: come closer. */
  open(events, at, code) {
    const bounds = latLngBounds(events.map((event) => event.at ?? at));
    const spread = bounds.getNorthEast().distanceTo(bounds.getSouthWest());
    if (!code && events.length > 1 && spread > 500 && this.map.getZoom() < this.map.getMaxZoom()) {
      this.map.fitBounds(bounds.pad(0.3), { maxZoom: this.map.getMaxZoom(), animate: !calm() });
    } else this.show(events, at, code && country(code));
  }

  show(events, at, title) {
    const card = el("div", { class: "map-card" });
    if (title || events.length > 1) card.append(el("p", { class: "map-card-title" }, title ?? t("here", { n: events.length })));
    const list = el("ul", {});
    for (const event of events.slice(0, 50)) list.append(this.line(event));
    card.append(list);
    const back = document.activeElement?.dataset?.place;
    const popup = new Popup({ maxWidth: 300, maxHeight: 260, autoPanPadding: [16, 16], className: "map-popup" })
      .setLatLng(at).setContent(card).openOn(this.map);
    const close = popup.getElement()?.querySelector(".leaflet-popup-close-button");
    close?.setAttribute("aria-label", t("close"));
    popup.on("remove", () => back && this.mark(back)?.focus({ preventScroll: true }));
    card.querySelector("a")?.focus({ preventScroll: true });
  }

  line(event) {
    const name = event.href ? el("a", { href: event.href }, event.label) : el("span", {}, event.label);
    const place = [event.place, (event.at || event.country) && precise(event)].filter(Boolean).join(", ");
    return el("li", { "data-type": event.type },
      glyph(typeGlyph(event.type)),
      el("div", {}, name,
        el("p", { class: "map-card-more" }, [typeName(event.type, this.names), event.when, place, sure(event)].filter(Boolean).join(" · "))));
  }

  list(title, events) {
    const list = el("ul", { class: "map-list" });
    for (const event of events) list.append(this.line(event));
    return el("div", { class: "map-nowhere" }, el("p", { class: "map-card-title" }, title), list);
  }

  legend() {
    const types = [...new Set(this.events.map((event) => event.type))].sort(byType);
    const marks = el("ul", { class: "island-legend", "aria-label": t("legend") });
    const has = new Set(this.events.map((event) => event.precision));
    for (const kind of ["site", "city", "region", "country"]) {
      if (has.has(kind)) marks.append(el("li", {}, el("span", { class: `map-key is-${kind}`, "aria-hidden": "true" }), t(kind === "region" ? "precision_region_plain" : `precision_${kind}`)));
    }
    if (this.events.length > 1) marks.append(el("li", {}, el("span", { class: "map-key is-many", "aria-hidden": "true" }), t("cluster")));
    for (const [sign, words] of [["~", "probable"], ["?", "possible"], ["×", "denied"]]) {
      if (this.events.some((event) => DOUBT[event.certainty] === sign)) marks.append(el("li", {}, el("span", { class: "map-key-doubt", "aria-hidden": "true" }, sign), t(words)));
    }
    for (const type of types) marks.append(el("li", { "data-type": type }, glyph(typeGlyph(type)), typeName(type, this.names)));
    return marks;
  }

  end() {
    this.watch.disconnect();
    this.map.remove();
  }
}

const precise = (event) =>
  event.precision === "region" && event.km ? t("precision_region", { km: Math.round(event.km) }) : t(`precision_${event.precision === "region" ? "region_plain" : event.precision}`);
const sure = (event) => (event.certainty === "certain" ? "" : t(event.certainty === "open" ? "certainty_open" : event.certainty));

/** The square around an event's circle, good enough to see whether it is in view. */
function around({ at: [lat, lon], km }) {
  const dy = km / 111;
  const dx = dy / Math.max(0.1, Math.cos((lat * Math.PI) / 180));
  return latLngBounds([lat - dy, lon - dx], [lat + dy, lon + dx]);
}

function picture(event) {
  const doubt = DOUBT[event.certainty];
  return svg("svg", { viewBox: "0 0 26 26", "aria-hidden": "true" },
    svg("circle", { class: "map-disc", cx: 13, cy: 13, r: 11 }),
    svg("use", { class: "map-glyph", href: `${GLYPHS}#${typeGlyph(event.type)}`, x: 6, y: 6, width: 14, height: 14 }),
    doubt ? svg("circle", { class: "map-doubt", cx: 22, cy: 4, r: 5.5 }) : null,
    doubt ? svg("text", { class: "map-doubt-sign", x: 22, y: 4, dy: "0.36em", "text-anchor": "middle" }, doubt) : null);
}

/** A count, in a ring whose parts are the families of its events. */
function ring(events, size) {
  const shares = [0, 0, 0, 0, 0];
  for (const event of events) shares[quad(event.type)]++;
  const radius = size / 2 - 3;
  const around = 2 * Math.PI * radius;
  const root = svg("svg", { viewBox: `0 0 ${size} ${size}`, "aria-hidden": "true" },
    svg("circle", { class: "map-disc", cx: size / 2, cy: size / 2, r: radius }));
  let turned = 0;
  for (const family of [1, 2, 3, 4, 0]) {
    if (!shares[family]) continue;
    const part = (shares[family] / events.length) * around;
    root.append(svg("circle", {
      class: "map-part", "data-quad": family, cx: size / 2, cy: size / 2, r: radius,
      "stroke-dasharray": `${part} ${around - part}`, "stroke-dashoffset": -turned, transform: `rotate(-90 ${size / 2} ${size / 2})`,
    }));
    turned += part;
  }
  root.append(svg("text", { class: "map-count", x: size / 2, y: size / 2, dy: "0.35em", "text-anchor": "middle" }, String(events.length)));
  return root;
}

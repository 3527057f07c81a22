// What each source gives as a toll, side by side on one scale: a dot for the number, a bar for its margin, an arrow
// where only a least or a most is given.

import { scaleLinear } from "../vendor/scale.js";
import { el, safe } from "./dom.js";
import { number, t, written } from "./words.js";

export function draw(stage, data) {
  const kinds = (data?.kinds ?? []).filter((kind) => kind.rows?.length);
  if (!kinds.length) return null;
  for (const kind of kinds) stage.body.append(panel(kind));
  return {};
}

function panel(kind) {
  const rows = [...kind.rows].sort((a, b) => low(a) - low(b) || a.value - b.value);
  const ends = rows.flatMap((row) => [row.low, row.value, row.high]).filter(Number.isFinite);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const start = least > (most - least) * 1.5 ? least - (most - least || most * 0.2) * 0.25 : 0;
  const x = scaleLinear().domain([Math.max(0, start), most + (most - start) * 0.06 || 1]).nice(5).range([0, 100]);
  const plot = el("div", { class: "fg-rows" });
  const common = shared(rows);
  const ticks = x.ticks(5);
  for (const row of rows) plot.append(line(row, x, kind.unit, ticks, rows.length > 1 ? common : null));
  const axis = el("div", { class: "fg-scale" });
  for (const tick of ticks) axis.append(place(el("span", {}, number(tick)), { left: x(tick) }));
  const parts = el("div", { class: "fg-axis", "aria-hidden": "true" }, el("span", {}), axis, el("span", {}));
  const more = common && rows.length > 1 ? el("p", { class: "fg-common" }, el("span", { class: "fg-key", "aria-hidden": "true" }), `${t("agreed")} : ${range(common[0], common[1], null)}`) : null;
  return el("div", { class: "fg", role: "group", "aria-label": kind.label }, el("p", { class: "fg-title" }, kind.label, kind.unit ? ` (${kind.unit})` : ""), plot, parts, more);
}

const low = (row) => (Number.isFinite(row.low) ? row.low : row.value);

/** The numbers that every source's margin allows, or null. */
function shared(rows) {
  const a = Math.max(...rows.map((row) => (row.low === null ? 0 : row.low ?? row.value)));
  const b = Math.min(...rows.map((row) => (row.high === null ? Infinity : row.high ?? row.value)));
  return a <= b && Number.isFinite(b) ? [a, b] : null;
}

function line(row, x, unit, ticks, common) {
  const open = { low: row.low === null, high: row.high === null };
  const [from, to] = [open.low ? x.domain()[0] : row.low ?? row.value, open.high ? x.domain()[1] : row.high ?? row.value];
  const track = el("div", { class: "fg-track", "aria-hidden": "true" });
  for (const tick of ticks) track.append(place(el("span", { class: "fg-grid" }), { left: x(tick) }));
  if (common) track.append(place(el("span", { class: "fg-shared" }), { left: x(common[0]), width: Math.max(0.4, x(common[1]) - x(common[0])) }));
  if (to > from) track.append(place(el("span", { class: `fg-bar${open.low ? " opens-low" : ""}${open.high ? " opens-high" : ""}` }), { left: x(from), width: x(to) - x(from) }));
  track.append(place(el("span", { class: "fg-dot" }), { left: x(row.value) }));
  const href = safe(row.href);
  return el("div", { class: "fg-row" },
    el("div", { class: "fg-who" }, href ? el("a", { href }, row.source) : row.source, el("span", { class: "fg-when" }, written(row.date))),
    track,
    el("div", { class: "fg-value", title: row.words ?? null }, range(row.low, row.high, row.value)));
}

function range(low, high, value) {
  if (high === null) return t("at_least", { n: low ?? value });
  if (low === null) return t("at_most", { n: high });
  return low === high || low === undefined ? number(value ?? low) : t("about", { a: low, b: high });
}

function place(node, { left, width }) {
  node.style.left = `${left}%`;
  if (width !== undefined) node.style.width = `${width}%`;
  return node;
}

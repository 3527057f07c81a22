// Dated events as intervals in lanes by type.  A known day is a diamond; "some time in July" a hatched bar whose
// ends fade; what lasted all through is solid; an open start or end is an arrow.

import { scaleUtc } from "../vendor/scale.js";
import { GLYPHS, el, glyph, onWidth, safe, svg, toolbar } from "./dom.js";
import { byType, typeGlyph, typeName } from "./types.js";
import { day, format, nextDay, span, t } from "./words.js";

const ROW = 26;
const BAR = 12;
const HEAD = 34; // the axis
const GAP = 10; // between lanes
const CROWD = 160; // with more in view, words come by pointing only
const DAY = 86_400_000;
let count = 0;

export function draw(stage, data) {
  const items = (data?.items ?? []).map(read).filter((item) => item.from !== null || item.to !== null);
  return items.length ? new Timeline(stage, items, data) : null;
}

function read(item) {
  const from = day(item.earliest);
  const to = item.latest ? nextDay(day(item.latest)) : null; // half-open, to the end of its last day
  return { ...item, href: safe(item.href), from, to, exact: from !== null && to !== null && to - from <= DAY };
}

class Timeline {
  constructor(stage, items, data) {
    this.stage = stage;
    this.names = data.types;
    this.items = items.sort((a, b) => (a.from ?? a.to) - (b.from ?? b.to) || (a.to ?? 0) - (b.to ?? 0));
    this.now = day(data.today) ?? null;
    this.active = 0;
    this.key = `tl${++count}`;
    this.help = el("p", { class: "visually-hidden", id: `${this.key}-help` }, t("timeline_help"));
    this.scroll = el("div", { class: "tl-scroll" });
    this.say = el("p", { class: "visually-hidden", "aria-live": "polite" });
    const tools = toolbar(t("timeline"), [
      [t("earlier"), "ui-earlier", () => this.pan(-0.4)],
      [t("later"), "ui-later", () => this.pan(0.4)],
      [t("zoom_in"), "ui-in", () => this.zoom(0.5)],
      [t("zoom_out"), "ui-out", () => this.zoom(2)],
      [t("all"), "ui-all", () => this.home()],
    ]);
    stage.body.append(this.help, tools, this.scroll, this.tip(), this.legend(), this.say);
    this.home();
    this.stop = onWidth(stage.body, () => this.render());
    this.listen();
  }

  // ---- time

  get full() {
    const ends = this.items.flatMap((i) => [i.from, i.to]).filter((ms) => ms !== null);
    const [a, b] = [Math.min(...ends), Math.max(...ends)];
    const pad = Math.max(2 * DAY, (b - a) * 0.06);
    return [a - pad, b + pad];
  }

  home() {
    this.domain = this.full;
    this.render();
  }

  pan(share) {
    const by = (this.domain[1] - this.domain[0]) * share;
    this.look([this.domain[0] + by, this.domain[1] + by]);
  }

  zoom(factor, at = (this.domain[0] + this.domain[1]) / 2) {
    const [a, b] = this.domain;
    const wide = Math.min((b - a) * factor, 3 * (this.full[1] - this.full[0]), 400 * 366 * DAY);
    if (wide < 5 * DAY) return;
    const share = (at - a) / (b - a);
    this.look([at - wide * share, at + wide * (1 - share)]);
  }

  /** Show these days, never leaving all events behind. */
  look([a, b]) {
    const [first, last] = this.full;
    const wide = b - a;
    if (a > last - wide * 0.1) a = last - wide * 0.1;
    if (a + wide < first + wide * 0.1) a = first + wide * 0.1 - wide;
    this.domain = [a, a + wide];
    this.render();
  }

  /** At the next frame; only the last of what comes before it. */
  soon(call) {
    cancelAnimationFrame(this.next);
    this.next = requestAnimationFrame(call);
  }

  // ---- picture

  render() {
    const width = this.stage.body.clientWidth;
    if (!width) return;
    const had = this.scroll.contains(document.activeElement);
    this.narrow = width < 560;
    const left = this.narrow ? 12 : 132;
    this.x = scaleUtc().domain(this.domain).range([left, width - 12]);
    this.left = left;
    this.right = width - 12;
    this.crowded = this.items.filter((i) => this.extent(i).a < this.right && this.extent(i).b > this.left).length > CROWD;
    const { rows, lanes, height } = this.pack();
    const root = svg("svg", { class: "tl", width, height, viewBox: `0 0 ${width} ${height}`, role: "group",
      "aria-label": `${t("timeline")} : ${t("events", { n: this.items.length })}`, "aria-describedby": `${this.key}-help` });
    root.append(this.defs(height));
    const head = svg("svg", { class: "tl tl-head", width, height: HEAD, "aria-hidden": "true" });
    this.axis(root, head, height);
    for (const lane of lanes) this.lane(root, lane, width);
    const plot = svg("g", { "clip-path": `url(#${this.key}-clip)` });
    rows.forEach(({ item, y }, i) => plot.append(this.draw(item, y, i)));
    root.append(plot);
    const down = this.scroll.scrollTop;
    this.scroll.replaceChildren(head, root);
    this.scroll.scrollTop = down;
    this.svg = root;
    this.marks = [...plot.querySelectorAll(".tl-item")];
    this.rove(Math.min(this.active, this.marks.length - 1), had);
  }

  /** Lanes by type; in each, as many rows as overlap asks for. */
  pack() {
    const rows = new Array(this.items.length);
    const lanes = [];
    let y = 4;
    for (const type of [...new Set(this.items.map((i) => i.type))].sort(byType)) {
      const taken = []; // for each row, what is taken: [from, to]
      const top = y + (this.narrow ? 20 : 4);
      this.items.forEach((item, i) => {
        if (item.type !== type) return;
        const { a, b } = this.extent(item);
        const text = this.words(item, a, b);
        const from = text && !text.ahead ? a - 14 - text.wide : a - 10;
        const to = text?.ahead ? b + 14 + text.wide : b + 10;
        let row = taken.findIndex((others) => others.every(([c, d]) => to <= c || from >= d));
        if (row < 0) row = taken.push([]) - 1;
        taken[row].push([from, to]);
        rows[i] = { item, y: top + row * ROW };
      });
      const height = top - y + taken.length * ROW + GAP / 2;
      lanes.push({ type, y, height });
      y += height + GAP / 2;
    }
    return { rows, lanes, height: y + 6 };
  }

  extent(item) {
    const a = item.from === null ? this.left : this.x(item.from);
    const b = item.to === null ? this.right : this.x(item.to);
    return { a, b: Math.max(b, a + 3) };
  }

  defs(height) {
    const defs = svg("defs", {},
      svg("clipPath", { id: `${this.key}-clip` },
        svg("rect", { x: this.left - 8, y: 0, width: Math.max(0, this.right - this.left + 16), height })),
      svg("linearGradient", { id: `${this.key}-fade` },
        svg("stop", { offset: 0, "stop-color": "#fff", "stop-opacity": 0.12 }), svg("stop", { offset: 0.22, "stop-color": "#fff" }),
        svg("stop", { offset: 0.78, "stop-color": "#fff" }), svg("stop", { offset: 1, "stop-color": "#fff", "stop-opacity": 0.12 })),
      svg("mask", { id: `${this.key}-mask`, maskContentUnits: "objectBoundingBox" },
        svg("rect", { width: 1, height: 1, fill: `url(#${this.key}-fade)` })));
    this.types = [...new Set(this.items.map((i) => i.type))];
    for (const [i, type] of this.types.entries()) {
      defs.append(svg("pattern", { id: `${this.key}-${i}`, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)", "data-type": type },
        svg("rect", { class: "tl-hatch-back", width: 6, height: 6 }), svg("path", { class: "tl-hatch-line", d: "M0 0V6M6 0V6" })));
    }
    return defs;
  }

  axis(root, head, height) {
    const names = svg("g", { class: "tl-axis" });
    const group = svg("g", { class: "tl-axis", "aria-hidden": "true" });
    const ticks = this.x.ticks(Math.max(3, Math.round((this.right - this.left) / 90)));
    const step = ticks.length > 1 ? (ticks[1] - ticks[0]) / DAY : 1;
    let year = null;
    for (const tick of ticks) {
      const x = Math.round(this.x(tick)) + 0.5;
      if (x > this.right - 18) continue; // its words would be cut
      group.append(svg("line", { class: "tl-grid", x1: x, x2: x, y1: 0, y2: height }));
      const main = step > 300 ? format(tick, { year: "numeric" }) : step > 25 ? format(tick, { month: "short" }) : format(tick, { day: "numeric", month: "short" });
      names.append(svg("text", { x, y: HEAD - 9, "text-anchor": "middle" }, main));
      const its = tick.getUTCFullYear();
      if (step <= 300 && its !== year) names.append(svg("text", { class: "tl-year", x, y: 12, "text-anchor": "middle" }, String(its)));
      year = its;
    }
    if (this.now !== null && this.now >= this.domain[0] && this.now <= this.domain[1]) {
      const x = this.x(this.now);
      group.append(svg("line", { class: "tl-now", x1: x, x2: x, y1: 0, y2: height }));
      names.append(svg("text", { class: "tl-now-word", x, y: 12, "text-anchor": "middle" }, t("today")));
    }
    root.append(group);
    head.append(names);
  }

  lane(root, { type, y, height }, width) {
    const group = svg("g", { class: "tl-lane", "data-type": type, "aria-hidden": "true" },
      svg("rect", { class: "tl-lane-back", x: 0, y, width, height, rx: 4 }),
      svg("use", { class: "tl-glyph", href: `${GLYPHS}#${typeGlyph(type)}`, x: 8, y: y + 6, width: 14, height: 14 }),
      svg("text", { class: "tl-lane-name", x: 28, y: y + 17 }, typeName(type, this.names)));
    root.append(group);
  }

  draw(item, y, index) {
    const { a, b } = this.extent(item);
    const mid = y + ROW / 2;
    const mark = svg("a", { class: `tl-item sure-${item.certainty ?? "certain"}`, "data-type": item.type, tabindex: -1, "data-index": index,
      href: item.href, role: item.href ? null : "img",
      "aria-label": `${item.label}, ${typeName(item.type, this.names)}, ${span(item.earliest, item.latest, item.uncertain)}` });
    const seen = Math.max(a, this.left);
    const end = Math.min(b, this.right);
    mark.append(svg("rect", { class: "tl-hit", x: seen - 8, y: y + 1, width: Math.max(24, end - seen + 16), height: ROW - 2, rx: 4 }));
    if (item.exact && b - a < 16) {
      const x = (a + b) / 2;
      mark.append(svg("path", { class: "tl-point", d: `M${x} ${mid - 7}L${x + 7} ${mid}L${x} ${mid + 7}L${x - 7} ${mid}Z` }));
    } else mark.append(this.bar(item, a, b, mid));
    const text = this.words(item, a, b);
    if (text) mark.append(svg("text", { class: "tl-words", x: text.x, y: mid, dy: "0.34em", "text-anchor": text.anchor }, text.words));
    return mark;
  }

  /** Where an event's words go: behind it, or before it where there is more room; shortened to what fits. */
  words(item, a, b) {
    if (a > this.right || b < this.left || this.crowded) return null;
    const want = this.measure(item.label);
    const [behind, before] = [this.right - b - 10, a - this.left - 10];
    const ahead = behind >= want || behind >= before;
    const words = clip(item.label, Math.floor(((ahead ? behind : before) / want) * item.label.length));
    return words ? { words, wide: Math.min(want, ahead ? behind : before), ahead, x: ahead ? b + 10 : a - 10, anchor: ahead ? "start" : "end" } : null;
  }

  measure(text) {
    this.pen ??= document.createElement("canvas").getContext("2d");
    this.pen.font = this.font ??= `13px ${getComputedStyle(this.stage.figure).fontFamily}`;
    return this.pen.measureText(text).width + 2;
  }

  bar(item, a, b, mid) {
    const top = mid - BAR / 2;
    const open = { start: item.from === null, end: item.to === null };
    const [x1, x2] = [Math.max(a, this.left - 40), Math.min(b, this.right + 40)];
    const tip = 8;
    const d = `M${x1 + (open.start ? tip : 0)} ${top}H${x2 - (open.end ? tip : 0)}${open.end ? `L${x2} ${mid}L${x2 - tip} ${top + BAR}` : `V${top + BAR}`}H${x1 + (open.start ? tip : 0)}${open.start ? `L${x1} ${mid}Z` : "Z"}`;
    const bar = svg("path", { class: item.uncertain ? "tl-bar is-uncertain" : "tl-bar", d,
      mask: item.uncertain && !open.start && !open.end && x2 - x1 > 24 ? `url(#${this.key}-mask)` : null });
    if (item.uncertain) bar.style.fill = `url("#${this.key}-${this.types.indexOf(item.type)}")`;
    return bar;
  }

  // ---- keys, wheel, drag

  rove(index, focus) {
    if (index < 0) return;
    this.marks[this.active]?.setAttribute("tabindex", -1);
    this.active = index;
    this.marks[index].setAttribute("tabindex", 0);
    if (focus) this.marks[index].focus({ preventScroll: true });
  }

  /** Go to an event; bring it into view. */
  step(by) {
    const next = Math.max(0, Math.min(this.marks.length - 1, this.active + by));
    this.active = next;
    const item = this.items[next];
    const at = ((item.from ?? item.to) + (item.to ?? item.from)) / 2;
    const [a, b] = this.domain;
    if (at < a || at > b) this.look([at - (b - a) / 2, at + (b - a) / 2]);
    this.rove(next, true);
    this.marks[next].scrollIntoView({ block: "nearest" });
  }

  listen() {
    const keys = {
      ArrowLeft: () => this.pan(-0.15), ArrowRight: () => this.pan(0.15),
      ArrowUp: () => this.step(-1), ArrowDown: () => this.step(1),
      "+": () => this.zoom(0.6), "=": () => this.zoom(0.6), "-": () => this.zoom(1.7), Home: () => this.home(), End: () => this.step(this.items.length),
    };
    this.scroll.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
      this.say.textContent = span(iso(this.domain[0]), iso(this.domain[1]), false);
    });
    this.scroll.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) return; // the page scrolls
      event.preventDefault();
      const at = this.x.invert(event.clientX - this.scroll.getBoundingClientRect().left).getTime();
      if (event.shiftKey) this.soon(() => this.pan(Math.sign(event.deltaY || event.deltaX) * 0.1));
      else this.soon(() => this.zoom(event.deltaY > 0 ? 1.25 : 0.8, at));
    }, { passive: false });
    let drag = null;
    this.scroll.addEventListener("pointerdown", (event) => {
      if (event.button === 0) drag = { x: event.clientX, domain: this.domain, id: event.pointerId, moved: false };
    });
    this.scroll.addEventListener("pointermove", (event) => {
      if (!drag || drag.id !== event.pointerId) return this.hover(event);
      const by = event.clientX - drag.x;
      if (!drag.moved && Math.abs(by) < 5) return;
      if (!drag.moved) this.scroll.setPointerCapture(event.pointerId);
      drag.moved = true;
      this.card.hidden = true;
      const start = drag.domain;
      const per = (drag.domain[1] - drag.domain[0]) / (this.right - this.left);
      this.soon(() => this.look([start[0] - by * per, start[1] - by * per]));
    });
    const drop = () => setTimeout(() => (drag = null));
    this.scroll.addEventListener("pointerup", drop);
    this.scroll.addEventListener("pointercancel", drop);
    this.scroll.addEventListener("click", (event) => drag?.moved && event.preventDefault(), true);
    this.scroll.addEventListener("dragstart", (event) => event.preventDefault());
    this.scroll.addEventListener("pointerleave", () => (this.card.hidden = true));
    this.scroll.addEventListener("focusin", (event) => this.hover(event));
    this.scroll.addEventListener("focusout", () => (this.card.hidden = true));
  }

  tip() {
    this.card = el("div", { class: "island-tip", "aria-hidden": "true" });
    this.card.hidden = true;
    return this.card;
  }

  hover(event) {
    const mark = event.target.closest?.(".tl-item");
    this.card.hidden = !mark;
    if (!mark) return;
    const item = this.items[mark.dataset.index];
    this.card.dataset.type = item.type;
    this.card.replaceChildren(
      el("p", { class: "island-tip-title" }, item.label),
      el("p", { class: "island-tip-more" }, glyph(typeGlyph(item.type)), ` ${typeName(item.type, this.names)} · ${span(item.earliest, item.latest, item.uncertain)}`));
    const box = this.stage.body.getBoundingClientRect();
    const at = mark.querySelector(".tl-bar, .tl-point").getBoundingClientRect();
    const x = event.clientX ?? Math.max(at.left, box.left + this.left);
    this.card.style.left = `${Math.max(4, Math.min(x - box.left, box.width - this.card.offsetWidth - 4))}px`;
    this.card.style.top = `${at.bottom - box.top + 8}px`;
  }

  legend() {
    const list = el("ul", { class: "island-legend", "aria-label": t("legend") });
    for (const kind of ["exact", "lasting", "within", "open_end"]) {
      list.append(el("li", {}, el("span", { class: `tl-key is-${kind}`, "aria-hidden": "true" }), t(kind)));
    }
    return list;
  }

  end() {
    cancelAnimationFrame(this.next);
    this.stop();
  }
}

const iso = (ms) => new Date(ms).toISOString().slice(0, 10);
const clip = (text, most) => (text.length <= most ? text : most < 5 ? "" : `${text.slice(0, most - 1).trimEnd()}…`);

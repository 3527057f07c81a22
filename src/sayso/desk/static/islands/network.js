// Who did what to whom.  A line's colour is the family of what was done, dashed for words and solid for deeds;
// a node's shape is the kind of actor.  Filters by type and time; the panel says in words what is picked.

import cytoscape from "../vendor/cytoscape.js";
import { calm, colours, el, glyph, onTheme, safe, toolbar } from "./dom.js";
import { byType, quad, typeGlyph, typeName } from "./types.js";
import { day, nextDay, t, written } from "./words.js";

// Cytoscape writes an inline style element unless one with this id is there; islands.css holds its one rule.
const SHEET = "__________cytoscape_stylesheet";
const SHAPES = { state: "round-rectangle", armed: "triangle", civil: "ellipse", international: "hexagon", media: "diamond", other: "octagon" };
const SECTORS = {
  armed: ["MIL", "REB", "SPY", "UAF", "INS", "SEP", "PAR", "armed"],
  civil: ["CVL", "CIV", "OPP", "PTY", "ACT", "LAB", "REL", "EDU", "BUS", "NGO", "REF", "AGR", "HLH", "civil"],
  international: ["IGO", "INT", "international"],
  media: ["MED", "JRN", "media", "outlet"],
  state: ["GOV", "LEG", "JUD", "COP", "ELI", "state", "country"],
};
const FIRST = 40;
const FEW = 12; // on a phone
const DENSE = 120; // lines; more are drawn thinner and paler
const MOST = 150; // more is a hairball, and slow

export function draw(stage, data) {
  const nodes = data?.nodes ?? [];
  const links = data?.links ?? [];
  return nodes.length && links.length ? new Network(stage, nodes, links, data.types) : null;
}

const kindOf = (kind) => Object.keys(SECTORS).find((name) => SECTORS[name].includes(kind)) ?? "other";

class Network {
  constructor(stage, nodes, links, names) {
    this.stage = stage;
    this.names = names;
    const known = new Set(nodes.map((node) => node.id));
    this.links = links.filter((link) => known.has(link.source) && known.has(link.target));
    this.nodes = nodes.map((node) => ({ ...node, kind: kindOf(node.kind), href: safe(node.href) })).sort((a, b) => (b.n ?? 0) - (a.n ?? 0) || a.label.localeCompare(b.label));
    this.byId = new Map(this.nodes.map((node) => [node.id, node]));
    this.types = [...new Set(this.links.map((link) => link.type))].sort(byType);
    this.off = new Set();
    this.most = stage.body.clientWidth < 560 ? FEW : FIRST;
    this.from = this.to = "";
    this.picked = null;

    if (!document.getElementById(SHEET)) document.head.append(el("meta", { id: SHEET }));
    this.box = el("div", { class: "net-box", tabindex: 0, role: "application", "aria-label": `${t("network")}. ${t("network_help")}` });
    this.panel = el("div", { class: "net-panel", "aria-live": "polite" });
    this.note = el("p", { class: "net-none" }, t("nobody"));
    this.note.hidden = true;
    const tools = toolbar(t("network"), [
      [t("zoom_in"), "ui-in", () => this.zoom(1.3)],
      [t("zoom_out"), "ui-out", () => this.zoom(1 / 1.3)],
      [t("all"), "ui-all", () => this.fill()],
    ]);
    stage.body.append(this.filters(), el("div", { class: "net-main" }, el("div", { class: "net-frame" }, this.box, tools, this.note), this.panel), this.legend());
    this.cy = cytoscape({ container: this.box, minZoom: 0.2, maxZoom: 3, boxSelectionEnabled: false, autounselectify: true, userZoomingEnabled: false, style: [] });
    this.build();
    this.cy.on("tap", "node", (event) => this.pick(event.target.id()));
    this.cy.on("tap", (event) => event.target === this.cy && this.pick(null));
    this.cy.on("mouseover", "node", (event) => this.light(event.target.id()));
    this.cy.on("mouseout", "node", () => this.light(this.picked));
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      this.zoom(event.deltaY > 0 ? 0.87 : 1.15, { x: event.offsetX, y: event.offsetY });
    }, { passive: false });
    this.stop = onTheme(() => this.paint());
    this.watch = new ResizeObserver(() => {
      this.cy.resize();
      this.fill();
    });
    this.watch.observe(this.box);
    this.describe();
  }

  // ---- what is shown

  shown() {
    const [from, to] = [day(this.from), this.to ? nextDay(day(this.to)) : null];
    const links = this.links.filter((link) => {
      if (this.off.has(link.type)) return false;
      const [first, last] = [day(link.first), day(link.last ?? link.first)];
      return !(from !== null && last !== null && last < from) && !(to !== null && first !== null && first >= to);
    });
    const active = new Map();
    for (const link of links) {
      for (const end of [link.source, link.target]) active.set(end, (active.get(end) ?? 0) + (link.n ?? 1));
    }
    const ids = [...active].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, this.most).map(([id]) => id);
    const kept = new Set(ids);
    return { ids, active, links: links.filter((link) => kept.has(link.source) && kept.has(link.target)) };
  }

  build() {
    const { ids, active, links } = this.shown();
    this.ids = ids;
    this.now = links;
    this.note.hidden = ids.length > 0;
    const most = Math.max(1, ...active.values());
    const around = (i) => ({ x: 300 + 260 * Math.cos((i / ids.length) * 2 * Math.PI), y: 220 + 200 * Math.sin((i / ids.length) * 2 * Math.PI) });
    const lines = together(links);
    const heavy = Math.max(1, ...lines.map((line) => line.n));
    const dense = lines.length > DENSE;
    this.seen = Math.max(0.25, Math.min(0.85, DENSE / lines.length));
    const swell = ids.length > 50 ? 14 : 26;
    this.cy.elements().remove();
    this.cy.add([
      ...ids.map((id, i) => {
        const node = this.byId.get(id);
        return { data: { id, label: short(node.label), size: swell / 2 + swell * Math.sqrt(active.get(id) / most), shape: SHAPES[node.kind] }, position: around(i) };
      }),
      ...lines.map((line, i) => ({ data: { ...line, id: `l${i}`, width: 1.2 + (dense ? 2 : 4) * Math.sqrt(line.n / heavy), words: [1, 3].includes(line.quad) ? 1 : 0 } })),
    ]);
    this.paint();
    this.cy.layout({ name: "cose", randomize: false, animate: false, nodeRepulsion: () => 160000, idealEdgeLength: () => 90, edgeElasticity: () => 120,
      gravity: 0.6, numIter: 700, nodeOverlap: 24, fit: false, componentSpacing: 60 }).run();
    this.spots = ids.map((id) => ({ ...this.cy.getElementById(id).position() }));
    this.fill();
    if (this.picked && !ids.includes(this.picked)) this.picked = null;
    this.light(this.picked);
  }

  paint() {
    const c = colours(this.stage.figure, ["card", "ink", "quiet", "edge", "focus", "q0", "q1", "q2", "q3", "q4"]);
    this.cy.style([
      { selector: "node", style: { width: "data(size)", height: "data(size)", shape: "data(shape)", "background-color": c.ink, "border-width": 2, "border-color": c.card,
        label: "data(label)", color: c.ink, "font-size": this.box.clientWidth < 500 ? 11 : 12.5, "font-family": getComputedStyle(this.stage.figure).fontFamily, "text-valign": "bottom", "text-margin-y": 4,
        "text-outline-color": c.card, "text-outline-width": 2.5, "min-zoomed-font-size": 6, "text-max-width": this.box.clientWidth < 500 ? 92 : 120, "text-wrap": "wrap" } },
      ...[0, 1, 2, 3, 4].map((family) => ({ selector: `edge[quad=${family}]`, style: { "line-color": c[`q${family}`], "target-arrow-color": c[`q${family}`] } })),
      { selector: "edge", style: { width: "data(width)", "curve-style": "bezier", "control-point-step-size": 26, "target-arrow-shape": "triangle", "arrow-scale": 0.9, opacity: this.seen, "loop-direction": "-45deg" } },
      { selector: "edge[words=1]", style: { "line-style": "dashed", "line-dash-pattern": [7, 4] } },
      { selector: "node.is-mute", style: { label: "" } },
      { selector: "node.is-near", style: { label: "data(label)" } },
      { selector: "edge.is-near", style: { opacity: 0.9 } },
      { selector: ".faint", style: { opacity: Math.min(0.12, this.seen / 3) } },
      { selector: "node.is-at", style: { "border-width": 4, "border-color": c.focus, "background-color": c.focus, "font-weight": 700 } },
    ]);
  }

  /** Stretch the layout over the box, so that names are read at their size. */
  fill() {
    const [wide, high] = [this.box.clientWidth, this.box.clientHeight];
    const at = this.spots;
    if (!at?.length || !wide) return;
    const reach = (key) => [Math.min(...at.map((p) => p[key])), Math.max(...at.map((p) => p[key]))];
    const [[x0, x1], [y0, y1]] = [reach("x"), reach("y")];
    const sideways = y1 - y0 > x1 - x0 && wide > high; // lay a tall layout down
    const [u0, u1, v0, v1] = sideways ? [y0, y1, x0, x1] : [x0, x1, y0, y1];
    const [padX, padY] = [wide < 500 ? 62 : 84, 40];
    this.ids.forEach((id, i) => {
      const [u, v] = sideways ? [at[i].y, at[i].x] : [at[i].x, at[i].y];
      this.cy.getElementById(id).position({
        x: padX + ((u - u0) / (u1 - u0 || 1)) * (wide - 2 * padX - (wide < 500 ? 0 : 20)),
        y: padY + ((v - v0) / (v1 - v0 || 1)) * (high - 2 * padY - 14),
      });
    });
    this.cy.viewport({ zoom: 1, pan: { x: 0, y: 0 } });
    this.mute();
  }

  /** Names that would lie on a busier actor's are not written until they are asked for. */
  mute() {
    const taken = [];
    for (const id of this.ids) {
      const node = this.cy.getElementById(id);
      const { x, y } = node.position();
      const [whole, most] = [node.data("label").length * 6.2, this.box.clientWidth < 500 ? 92 : 120];
      const half = (whole > most ? Math.max(whole * 0.6, 60) : whole) / 2 - 2;
      const top = y + node.data("size") / 2 + 4;
      const box = [x - half, top, x + half, top + (whole > most ? 26 : 13)];
      const free = taken.every(([a, b, c, d]) => box[2] < a || box[0] > c || box[3] < b || box[1] > d);
      node.toggleClass("is-mute", !free);
      if (free) taken.push(box);
    }
  }

  /** Bring out one actor and its links. */
  light(id) {
    this.cy.batch(() => {
      this.cy.elements().removeClass("faint is-at is-near");
      if (!id) return;
      const node = this.cy.getElementById(id);
      this.cy.elements().not(node.closedNeighborhood()).addClass("faint");
      node.closedNeighborhood().addClass("is-near");
      node.addClass("is-at");
    });
  }

  pick(id) {
    this.picked = id;
    this.light(id);
    this.describe();
  }

  describe() {
    if (!this.picked) {
      const list = el("ol", { class: "net-list" });
      for (const id of this.ids.slice(0, 12)) {
        const button = el("button", { type: "button" }, this.byId.get(id).label);
        button.addEventListener("click", () => this.pick(id));
        list.append(el("li", {}, button));
      }
      this.panel.replaceChildren(el("p", { class: "net-hint" }, t("pick")), list);
      return;
    }
    const node = this.byId.get(this.picked);
    this.panel.replaceChildren(
      el("p", { class: "net-name" }, node.label),
      el("p", { class: "net-hint" }, t(`kind_${node.kind}`), node.href ? " · " : "", node.href ? el("a", { href: node.href }, t("page")) : null),
      ...this.side("source", "target", t("does")),
      ...this.side("target", "source", t("undergoes")));
  }

  side(own, other, title) {
    const links = this.now.filter((link) => link[own] === this.picked).sort((a, b) => (b.n ?? 1) - (a.n ?? 1));
    if (!links.length) return [];
    const list = el("ul", { class: "net-links" });
    for (const link of links.slice(0, 30)) {
      const button = el("button", { type: "button" }, this.byId.get(link[other]).label);
      button.addEventListener("click", () => this.pick(link[other]));
      const when = [...new Set([written(link.first), written(link.last)].filter(Boolean))].join(" – ");
      list.append(el("li", { "data-type": link.type }, glyph(typeGlyph(link.type)),
        el("div", {}, el("span", {}, `${typeName(link.type, this.names)}${(link.n ?? 1) > 1 ? ` × ${link.n}` : ""} → `), button, el("p", { class: "net-when" }, when))));
    }
    return [el("p", { class: "net-title" }, title), list];
  }

  key(event) {
    const at = this.ids.indexOf(this.picked);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: this.ids.length - 1 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (to !== undefined && this.ids.length) this.pick(this.ids[(to + this.ids.length) % this.ids.length]);
    else if (event.key === "Escape") this.pick(null);
    else if (event.key === "Enter" && this.picked) this.panel.querySelector("a, button")?.focus();
    else if (event.key === "+" || event.key === "=") this.zoom(1.3);
    else if (event.key === "-") this.zoom(1 / 1.3);
    else return;
    event.preventDefault();
  }

  zoom(by, at = { x: this.box.clientWidth / 2, y: this.box.clientHeight / 2 }) {
    this.cy.zoom({ level: this.cy.zoom() * by, renderedPosition: at });
  }

  // ---- filters

  filters() {
    const chips = el("div", { class: "net-chips", role: "group", "aria-label": t("types") });
    for (const type of this.types) {
      const chip = el("button", { type: "button", class: "net-chip", "aria-pressed": "true", "data-type": type }, glyph(typeGlyph(type)), typeName(type, this.names));
      chip.addEventListener("click", () => {
        if (this.off.delete(type)) chip.setAttribute("aria-pressed", "true");
        else {
          this.off.add(type);
          chip.setAttribute("aria-pressed", "false");
        }
        this.again();
      });
      chips.append(chip);
    }
    const dates = this.links.flatMap((link) => [link.first, link.last]).filter(Boolean).map((d) => d.slice(0, 10)).sort();
    const field = (label, name) => {
      const input = el("input", { type: "date", min: full(dates[0]), max: full(dates.at(-1)) });
      input.addEventListener("change", () => {
        this[name] = input.value;
        this.again();
      });
      return el("label", {}, `${label} `, input);
    };
    const most = el("select", {});
    const sizes = [FEW, 20, FIRST, 80, MOST].filter((n) => n < this.nodes.length);
    for (const n of sizes) most.append(el("option", { value: n, selected: n === this.most }, t("most_active", { n })));
    if (this.nodes.length <= MOST) most.append(el("option", { value: MOST, selected: this.most >= this.nodes.length }, t("all_n", { n: this.nodes.length })));
    most.addEventListener("change", () => {
      this.most = Number(most.value);
      this.again();
    });
    return el("div", { class: "net-filters" }, chips,
      el("fieldset", { class: "net-fields" }, el("legend", { class: "visually-hidden" }, t("period")), field(t("from"), "from"), field(t("to"), "to"),
        sizes.length ? el("label", {}, `${t("actors_shown")} `, most) : null));
  }

  again() {
    this.build();
    this.describe();
  }

  legend() {
    const list = el("ul", { class: "island-legend", "aria-label": t("legend") });
    for (const family of [...new Set(this.types.map(quad))].sort()) {
      list.append(el("li", { "data-quad": family }, el("span", { class: `net-key ${[1, 3].includes(family) ? "is-words" : ""}`, "aria-hidden": "true" }), t(`quad_${family}`)));
    }
    for (const kind of Object.keys(SHAPES)) {
      if (this.nodes.some((node) => node.kind === kind)) list.append(el("li", {}, el("span", { class: `net-shape is-${kind}`, "aria-hidden": "true" }), t(`kind_${kind}`)));
    }
    return list;
  }

  end() {
    this.stop();
    this.watch.disconnect();
    this.cy.destroy();
  }
}

/** One line for each pair of actors and family of deeds; the panel has the types. */
function together(links) {
  const lines = new Map();
  for (const { source, target, type, n = 1 } of links) {
    const key = JSON.stringify([source, target, quad(type)]);
    const line = lines.get(key) ?? { source, target, quad: quad(type), n: 0 };
    line.n += n;
    lines.set(key, line);
  }
  return [...lines.values()];
}

const full = (iso) => (iso ? `${iso}-01-01`.slice(0, 10) : null);
const short = (label) => (label.length > 34 ? `${label.slice(0, 32).trimEnd()}…` : label);

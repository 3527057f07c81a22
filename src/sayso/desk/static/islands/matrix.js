// The ledger of an event: sources by time, a glyph for what each does.  A table stays a table: the page may bring it
// (`table.mx` in the figure; then nothing is fetched), or it is made here from JSON.  The island adds a card with
// the words, the cross-hair, arrow keys from mark to mark, and the legend.

import { el, glyph, safe } from "./dom.js";
import { day, format, t, written } from "./words.js";

const SIDES = ["party", "other_side", "outsider", "report"];
const STANCES = ["reports", "announces", "confirms", "denies", "alleges", "believes", "no_comment"];

export function draw(stage, data) {
  const given = stage.figure.querySelector("table.mx");
  if (given) {
    stage.figure.append(stage.body); // the legend goes below the table
    return new Ledger(stage, given);
  }
  if (!data?.sources?.length || !data.cells?.length) return null;
  const made = table(data);
  const box = el("div", { class: "mx-scroll", tabindex: 0, role: "region", "aria-label": t("ledger") }, made);
  stage.body.append(box);
  return new Ledger(stage, made);
}

/** The glyph of a stance; the frame of a confirmation says whose it is. */
const stanceGlyph = (stance, side) => (stance === "confirms" ? `st-confirms-${SIDES.includes(side) ? side : "report"}` : `st-${stance}`);

/** What the page's template draws too; README.md has the markup. */
function table({ sources, cells }) {
  const dates = [...new Set(cells.flatMap((cell) => [cell.date, cell.ended]).filter(Boolean))].sort();
  const spoken = cells.filter((cell) => cell.stance !== "no_comment" && cell.date).map((cell) => cell.date).sort();
  const head = el("tr", {}, el("th", { scope: "col" }, t("sources")));
  let year = null;
  for (const date of dates) {
    head.append(el("th", { scope: "col" }, el("time", { datetime: date }, brief(date, year))));
    year = date.slice(0, 4);
  }
  const root = el("table", { class: "mx" }, el("thead", {}, head));
  for (const side of SIDES) {
    const rows = sources.filter((source) => (source.side ?? "report") === side);
    if (!rows.length) continue;
    const body = el("tbody", { "data-side": side }, el("tr", { class: "mx-side" }, el("th", { scope: "rowgroup", colspan: dates.length + 1 }, t(`sides_${side}`))));
    const first = (source) => cells.filter((cell) => cell.source === source.id && cell.date).map((cell) => cell.date).sort()[0] ?? "9";
    for (const source of rows.sort((a, b) => first(a).localeCompare(first(b)))) body.append(row(source, cells, dates, spoken[0]));
    root.append(body);
  }
  return root;
}

function row(source, all, dates, start) {
  const cells = all.filter((cell) => cell.source === source.id);
  const spoken = cells.filter((cell) => cell.stance !== "no_comment").map((cell) => dates.indexOf(cell.date)).filter((i) => i >= 0);
  const silences = cells.filter((cell) => cell.stance === "no_comment")
    .map((cell) => [dates.indexOf(cell.date), cell.ended ? dates.indexOf(cell.ended) : dates.length]);
  const began = cells.some((cell) => cell.date === start && cell.stance !== "no_comment");
  const href = safe(source.href);
  const name = el("th", { scope: "row", class: began ? "is-first" : null }, href ? el("a", { href }, source.label) : source.label,
    began ? el("span", { class: "mx-first" }, glyph("first"), el("span", { class: "visually-hidden" }, t("first"))) : null);
  const line = el("tr", { "data-side": source.side }, name);
  dates.forEach((date, i) => {
    const cell = el("td", {});
    if (spoken.length > 1 && i >= Math.min(...spoken) && i <= Math.max(...spoken)) {
      cell.classList.add("has-line", ...(i === Math.min(...spoken) ? ["is-start"] : []), ...(i === Math.max(...spoken) ? ["is-end"] : []));
    }
    for (const [a, b] of silences) {
      if (i >= a && i <= b) cell.classList.add("has-silence", ...(i === a ? ["is-start"] : []), ...(i === b ? ["is-end"] : []));
    }
    const marks = cells.filter((found) => found.date === date);
    for (const mark of marks) cell.append(point(mark, source));
    line.append(cell);
  });
  return line;
}

function point(mark, source) {
  const words = t(mark.stance) + (mark.stance === "confirms" && source.side ? ` (${t(`side_${source.side}`)})` : "");
  const href = safe(mark.href);
  return el(href ? "a" : "span", { class: "mx-mark", href, "data-stance": mark.stance, "data-words": mark.words, "data-day": mark.date },
    glyph(stanceGlyph(mark.stance, source.side)), el("span", { class: "visually-hidden" }, `${words}, ${written(mark.date)}${mark.words ? ` : ${mark.words}` : ""}`));
}

/** Short for a column's head: the year only where it changes. */
function brief(date, year) {
  if (date.length < 10) return written(date);
  return format(day(date), { day: "numeric", month: "short", ...(year !== date.slice(0, 4) ? { year: "numeric" } : {}) });
}

class Ledger {
  constructor(stage, root) {
    this.stage = stage;
    this.root = root;
    this.host = root.closest(".mx-scroll") ?? root;
    this.card = el("div", { class: "island-tip mx-tip", "aria-hidden": "true" });
    this.card.hidden = true;
    stage.body.append(this.card);
    if (!stage.figure.querySelector(".island-legend")) stage.body.append(this.legend());
    this.heard = new AbortController();
    const on = (name, call) => root.addEventListener(name, call, { signal: this.heard.signal });
    on("pointerover", (event) => this.point(event.target));
    on("pointerleave", () => this.point(null));
    on("focusin", (event) => this.point(event.target));
    on("focusout", () => this.point(null));
    on("keydown", (event) => this.key(event));
  }

  point(target) {
    for (const cell of this.root.querySelectorAll(".is-lit")) cell.classList.remove("is-lit");
    const cell = target?.closest("td");
    if (cell) {
      for (const row of this.root.rows) if (row.cells.length > cell.cellIndex) row.cells[cell.cellIndex].classList.add("is-lit");
      for (const other of cell.parentElement.cells) other.classList.add("is-lit");
    }
    const mark = target?.closest(".mx-mark");
    this.card.hidden = !mark;
    if (!mark) return;
    const source = mark.closest("tr").querySelector("th").textContent.trim();
    const stance = mark.dataset.stance;
    this.card.dataset.stance = stance;
    this.card.replaceChildren(
      el("p", { class: "island-tip-title" }, mark.querySelector(".glyph")?.cloneNode(true) ?? "", ` ${t(stance)}`, el("span", { class: "island-tip-more" }, ` · ${written(mark.dataset.day)}`)),
      el("p", { class: "island-tip-more" }, source.replace(t("first"), "").trim()));
    if (mark.dataset.words) this.card.append(el("p", { class: "mx-words" }, mark.dataset.words));
    const box = this.stage.body.getBoundingClientRect();
    const at = mark.getBoundingClientRect();
    this.card.style.left = `${Math.max(4, Math.min(at.left - box.left - 20, box.width - this.card.offsetWidth - 4))}px`;
    this.card.style.top = `${at.bottom - box.top + 10}px`;
  }

  /** Arrow keys: along a row, or to the nearest mark of the rows above and below. */
  key(event) {
    const mark = event.target.closest(".mx-mark");
    const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    if (!mark || !way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const own = mark.closest("tr");
    const column = mark.closest("td").cellIndex;
    if (way[0]) {
      const marks = [...own.querySelectorAll("a.mx-mark")];
      marks[marks.indexOf(mark) + way[0]]?.focus();
      return;
    }
    const rows = [...this.root.rows].filter((row) => row.querySelector("a.mx-mark"));
    const marks = [...(rows[rows.indexOf(own) + way[1]]?.querySelectorAll("a.mx-mark") ?? [])];
    marks.sort((a, b) => Math.abs(a.closest("td").cellIndex - column) - Math.abs(b.closest("td").cellIndex - column))[0]?.focus();
  }

  legend() {
    const list = el("ul", { class: "island-legend", "aria-label": t("legend") });
    const marks = [...this.root.querySelectorAll(".mx-mark")];
    for (const stance of STANCES) {
      const its = marks.filter((mark) => mark.dataset.stance === stance);
      if (!its.length) continue;
      const sides = stance === "confirms" ? SIDES.filter((side) => its.some((mark) => (mark.closest("tr").dataset.side ?? mark.closest("tbody").dataset.side) === side)) : [null];
      for (const side of sides) list.append(el("li", { "data-stance": stance }, glyph(stanceGlyph(stance, side)), t(stance) + (side ? ` (${t(`side_${side}`)})` : "")));
    }
    list.append(el("li", { class: "mx-first" }, glyph("first"), t("first")));
    return list;
  }

  end() {
    this.heard.abort();
  }
}

// What every island has: a body to draw in, its data, and the states loading, ready, empty and error.

import { el } from "./dom.js";
import { t } from "./words.js";

/**
 * One figure and its picture.  An island is a module with
 *   draw(stage, data) -> picture | null      null: there is nothing to show
 * where a picture may have `end()`, which lets go of everything it listens to.
 */
export class Stage {
  constructor(figure, module) {
    this.figure = figure;
    this.module = module;
    this.body = figure.querySelector(":scope > .island-body") ?? figure.insertBefore(el("div"), bodyPlace(figure));
    this.body.classList.add("island-body");
    this.picture = null;
    this.request = null;
  }

  start() {
    // What is far below the fold is fetched when it comes near.
    if (!("IntersectionObserver" in globalThis) || this.figure.dataset.eager !== undefined) return this.load();
    this.watch = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        this.watch.disconnect();
        this.load();
      },
      { rootMargin: "400px" },
    );
    this.watch.observe(this.figure);
  }

  async load() {
    this.request?.abort();
    const request = (this.request = new AbortController());
    this.state("loading");
    try {
      const [island, data] = await Promise.all([this.module(), this.data(request.signal)]);
      if (request.signal.aborted) return;
      this.clear();
      this.figure.dataset.state = "ready"; // visible before it is drawn: pictures measure themselves
      this.picture = await island.draw(this, data);
      if (this.picture) this.state("ready");
      else this.state("empty", this.figure.dataset.empty ?? t("empty"));
    } catch (error) {
      if (error.name === "AbortError") return;
      this.clear();
      this.state("error", error.status ? t("error_status", { status: error.status }) : t("error"));
      if (!error.status) console.warn("sayso: no picture", error);
    }
    this.figure.dispatchEvent(new CustomEvent("sayso:drawn", { bubbles: true, detail: this.figure.dataset.state }));
  }

  /** The JSON at `data-src`; null for a figure that has its data in the page. */
  async data(signal) {
    const { src } = this.figure.dataset;
    if (!src) return null;
    const answer = await fetch(src, {
      signal,
      credentials: "same-origin",
      headers: { Accept: "application/geo+json, application/json" },
    });
    if (!answer.ok) throw Object.assign(new Error(`${answer.status} ${src}`), { status: answer.status });
    return answer.json();
  }

  state(name, words = "") {
    this.figure.dataset.state = name;
    this.figure.setAttribute("aria-busy", String(name === "loading"));
    this.note?.remove();
    this.note = null;
    if (name === "ready") return;
    this.note = el("div", { class: "island-note", role: name === "error" ? "alert" : "status" });
    if (name === "loading") this.note.append(el("span", { class: "island-wait", "aria-hidden": "true" }));
    this.note.append(el("p", {}, name === "loading" ? t("loading") : words));
    if (name === "error") {
      const again = el("button", { type: "button", class: "island-button" }, t("again"));
      again.addEventListener("click", () => this.load());
      this.note.append(again);
    }
    this.figure.insertBefore(this.note, this.body);
  }

  clear() {
    this.picture?.end?.();
    this.picture = null;
    this.body.replaceChildren();
  }

  end() {
    this.request?.abort();
    this.watch?.disconnect();
    this.clear();
  }
}

function bodyPlace(figure) {
  const caption = figure.querySelector(":scope > figcaption");
  return caption ? caption.nextSibling : figure.firstChild;
}

// Find `<figure data-island="NAME" data-src="URL">` at load and after htmx swaps, and draw a picture in each.
// A page without JavaScript keeps the table beside the picture, which says the same.

import { Stage } from "./stage.js";

const ISLANDS = {
  map: () => import("./map.js"),
  timeline: () => import("./timeline.js"),
  network: () => import("./network.js"),
  matrix: () => import("./matrix.js"),
  figures: () => import("./figures.js"),
  spark: () => import("./spark.js"),
};
const stages = new WeakMap();

/** Draw every picture in `root` that is not drawn yet. */
export function mount(root = document) {
  const inside = root.querySelectorAll?.("figure[data-island]") ?? [];
  const own = root.matches?.("figure[data-island]") ? [root] : [];
  for (const figure of [...own, ...inside]) {
    const load = ISLANDS[figure.dataset.island];
    if (!load || stages.has(figure)) continue;
    const stage = new Stage(figure, load);
    stages.set(figure, stage);
    stage.start();
  }
}

/** Let go of what the pictures in `root` hold, before it leaves the page. */
export function unmount(root) {
  const inside = root.querySelectorAll?.("figure[data-island]") ?? [];
  const own = root.matches?.("figure[data-island]") ? [root] : [];
  for (const figure of [...own, ...inside]) {
    stages.get(figure)?.end();
    stages.delete(figure);
  }
}

/** Read a picture's data again: after a change elsewhere, or when `data-src` has another address. */
export function refresh(figure) {
  const stage = stages.get(figure);
  if (stage) stage.load();
  else mount(figure);
}

/** The picture in a figure, for other modules and for tests; null before it is drawn. */
export const pictureOf = (figure) => stages.get(figure)?.picture ?? null;

document.addEventListener("htmx:load", (event) => mount(event.detail?.elt ?? event.target));
document.addEventListener("htmx:beforeCleanupElement", (event) => unmount(event.detail?.elt ?? event.target));
document.addEventListener("sayso:refresh", (event) => {
  const own = event.target.matches?.("figure[data-island]") ? [event.target] : [];
  for (const figure of [...own, ...(event.target.querySelectorAll?.("figure[data-island]") ?? [])]) refresh(figure);
});
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => mount());
else mount();

// Elements made node by node, and what pictures ask of the page.  Styles are classes and CSSOM only: the page's
// Content-Security-Policy refuses style attributes and inline style elements.

const SVG = "http://www.w3.org/2000/svg";
export const GLYPHS = new URL("../glyphs.svg", import.meta.url).href;

export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** A picture of glyphs.svg, for a line of text or inside another picture. */
export function glyph(id, attributes = {}) {
  return svg("svg", { class: "glyph", viewBox: "0 0 16 16", "aria-hidden": "true", ...attributes },
    svg("use", { href: `${GLYPHS}#${id}` }));
}

/** Only addresses of this site, or of the web: what a report brought along is no script. */
export function safe(href) {
  if (!href) return null;
  try {
    const url = new URL(href, location.href);
    return ["http:", "https:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** The colour that a token has now, as the browser works it out (`light-dark()` and all). */
export function colours(element, names) {
  const probe = el("span", { hidden: true });
  element.append(probe);
  const found = {};
  for (const name of names) {
    probe.style.color = `var(--${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

/** Call when light turns dark, or the page's `data-theme` changes; returns how to stop. */
export function onTheme(call) {
  const queries = ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"].map((q) => matchMedia(q));
  for (const query of queries) query.addEventListener("change", call);
  const watch = new MutationObserver(call);
  watch.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  return () => {
    for (const query of queries) query.removeEventListener("change", call);
    watch.disconnect();
  };
}

/** Call, at most once a frame, when the element's width changes. */
export function onWidth(element, call) {
  let width = element.clientWidth;
  const watch = new ResizeObserver(() => {
    if (element.clientWidth === width || !element.clientWidth) return;
    width = element.clientWidth;
    requestAnimationFrame(() => element.isConnected && call(width));
  });
  watch.observe(element);
  return () => watch.disconnect();
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** A row of buttons: `[label, glyph, action]` each. */
export function toolbar(label, buttons) {
  const bar = el("div", { class: "island-tools", role: "group", "aria-label": label });
  for (const [words, picture, action] of buttons) {
    const button = el("button", { type: "button", class: "island-button", "aria-label": words, title: words }, glyph(picture));
    button.addEventListener("click", action);
    bar.append(button);
  }
  return bar;
}

// The desk's own few manners: keys, files dropped, what goes on elsewhere, marks that belong together.
// Pages work without it; nothing here decides or stores anything.

const csrf = document.querySelector('meta[name="csrf"]')?.content ?? "";
const main = document.getElementById("main");

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRF-Token"] = csrf;
});

/* ------------------------------------------------ keys */

const GO = { f: "/", e: "/events", r: "/work", t: "/timeline", c: "/commitments", s: "/sources", m: "/map", a: "/actors" };
let before = "";

function claims() {
  return [...document.querySelectorAll(".claim")];
}

function current() {
  const active = document.activeElement?.closest?.(".claim");
  return active ?? document.querySelector(".claim.now");
}

function move(step) {
  const all = claims();
  if (!all.length) return;
  const at = all.indexOf(current());
  const next = all[Math.min(all.length - 1, Math.max(0, at + step))];
  document.querySelector(".claim.now")?.classList.remove("now");
  next.classList.add("now");
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
}

function press(key) {
  const own = current()?.querySelector(`[data-key="${key}"]`) ?? document.querySelector(`main > * [data-key="${key}"]`);
  if (!own) return false;
  if (own.tagName === "INPUT") own.focus();
  else own.click();
  return true;
}

function undo() {
  const own = current()?.querySelector(".judged form") ?? document.querySelector(".history form");
  own?.requestSubmit();
  return Boolean(own);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.matches("input, textarea, select, [contenteditable]")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const key = event.key;
  let done = true;
  if (before === "g" && GO[key]) location.assign(GO[key]);
  else if (key === "/") (document.getElementById("q") ?? document.getElementById("find"))?.focus();
  else if (key === "?") location.assign("/help");
  else if (key === "j") move(1);
  else if (key === "k") move(-1);
  else if (key === "u") done = undo();
  else if (key === "o" && current()?.dataset.open) location.assign(current().dataset.open);
  else if ("arcems".includes(key) && key.length === 1) done = press(key);
  else done = false;
  before = key;
  if (done) event.preventDefault();
});

document.addEventListener("htmx:afterSwap", (event) => {
  const claim = event.detail.target?.closest?.(".queue .claim");
  if (claim?.querySelector(".judged")) {
    claim.classList.add("done");
    move(1);
  }
});

/* ------------------------------------------------ more of a facet, layers of marks, marks and their claims */

document.addEventListener("click", (event) => {
  const fold = event.target.closest("[data-fold]");
  if (fold) fold.setAttribute("aria-expanded", String(fold.parentElement.classList.toggle("unfolded")));
  const more = event.target.closest("[data-more]");
  if (more) {
    more.closest("ul").classList.add("open");
    more.parentElement.remove();
  }
  const menu = document.querySelector("details.mine[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});

for (const box of document.querySelectorAll("[data-layer]")) {
  box.addEventListener("change", () => document.getElementById("text").classList.toggle(`no-${box.dataset.layer}`, !box.checked));
}

function light(event, on) {
  const claim = event.target.closest?.(".claims-beside .claim");
  const mark = event.target.closest?.(".text a.event");
  if (claim) {
    for (const other of document.querySelectorAll(`.claims-beside [data-event="${claim.dataset.event}"]`)) {
      other.classList.toggle("lit", on);
      document.getElementById(other.dataset.mark)?.classList.toggle("lit", on);
    }
  } else if (mark?.id) {
    for (const own of document.querySelectorAll(`.claims-beside [data-mark="${mark.id}"]`)) own.classList.toggle("lit", on);
  }
}
for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(name, (event) => light(event, on));
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest(".text a.event");
  const claim = mark && document.querySelector(`.claims-beside [data-mark="${mark.id}"]`);
  if (!claim) return;
  event.preventDefault();
  claim.scrollIntoView({ block: "center" });
  claim.focus({ preventScroll: true });
});

/* ------------------------------------------------ files dropped */

for (const form of document.querySelectorAll("[data-drop]")) {
  const input = form.querySelector('input[type="file"]');
  const zone = form.querySelector(".zone");
  const name = () => {
    zone.querySelector("span").textContent = [...input.files].map((f) => f.name).join(", ");
  };
  input.addEventListener("change", name);
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    input.files = event.dataTransfer.files;
    name();
  });
}

/* ------------------------------------------------ what goes on elsewhere */

async function refresh() {
  for (const region of document.querySelectorAll("[data-refresh]")) {
    if (region.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) continue;
    const answer = await fetch(region.dataset.refresh, { credentials: "same-origin" });
    if (!answer.ok) continue;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(region.id);
    if (!fresh || fresh.innerHTML === region.innerHTML) continue;
    const open = new Set([...region.querySelectorAll("details[open] > summary")].map((s) => s.textContent));
    region.replaceWith(fresh);
    for (const summary of fresh.querySelectorAll("details > summary")) {
      if (open.has(summary.textContent)) summary.parentElement.open = true;
    }
    globalThis.htmx?.process(fresh);
  }
  main?.dispatchEvent(new CustomEvent("sayso:refresh", { bubbles: true }));
}

if (document.body.dataset.live && globalThis.EventSource) {
  const item = document.body.dataset.item;
  const live = new EventSource(document.body.dataset.live + (item ? `?item=${encodeURIComponent(item)}` : ""));
  let waiting = 0;
  live.addEventListener("change", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 400);
  });
  live.addEventListener("people", (event) => {
    const place = document.getElementById("people");
    const names = JSON.parse(event.data);
    if (place) place.textContent = names.length ? (place.dataset.words ?? "{names}").replace("{names}", names.join(", ")) : "";
  });
  addEventListener("pagehide", () => live.close());
}

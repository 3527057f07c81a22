// The islands' own words, and how dates and numbers are written, in the page's language.

const WORDS = {
  fr: {
    loading: "Chargement…",
    empty: "Rien à montrer ici.",
    error: "Ce graphique n'a pas pu être chargé. Le tableau dit la même chose.",
    error_status: "Ce graphique n'a pas pu être chargé (erreur {status}). Le tableau dit la même chose.",
    again: "Réessayer",
    map: "Carte des événements",
    zoom_in: "Agrandir",
    zoom_out: "Réduire",
    all: "Tout voir",
    earlier: "Plus tôt",
    later: "Plus tard",
    events: "{n} événement|{n} événements",
    open: "Ouvrir",
    close: "Fermer",
    legend: "Légende",
    precision_site: "site précis",
    precision_city: "ville",
    precision_region: "région, rayon de {km} km",
    precision_region_plain: "région (rayon indiqué)",
    precision_country: "pays seulement",
    here: "{n} événements au même endroit",
    no_place: "Sans lieu précis",
    cluster: "plusieurs événements",
    certain: "certain",
    probable: "probable",
    possible: "possible",
    denied: "démenti",
    certainty_open: "ouvert",
    timeline: "Chronologie",
    timeline_help: "Flèches gauche et droite : se déplacer ; haut et bas : d'un événement à l'autre ; plus et moins : agrandir, réduire ; Origine : tout voir ; Entrée : ouvrir.",
    today: "aujourd'hui",
    exact: "date connue",
    within: "un moment de cet intervalle",
    lasting: "pendant tout l'intervalle",
    open_end: "fin ou début inconnus",
    since: "depuis {a}",
    until: "jusqu'à {b}",
    between: "entre {a} et {b}",
    from_to: "du {a} au {b}",
    undated: "Sans date",
    network: "Réseau des acteurs",
    network_help: "Tab et les flèches passent d'un acteur à l'autre ; Entrée montre ses liens ; Échap revient à l'ensemble.",
    types: "Types",
    period: "Période",
    from: "du",
    to: "au",
    actors_shown: "Acteurs",
    most_active: "{n} plus actifs",
    all_n: "tous ({n})",
    nobody: "Aucun lien avec ces filtres.",
    does: "agit envers",
    undergoes: "subit de",
    page: "Sa page",
    pick: "Choisissez un acteur pour voir ce qu'il fait et ce qu'on lui fait.",
    quad_1: "coopération en paroles",
    quad_2: "coopération en actes",
    quad_3: "conflit en paroles",
    quad_4: "conflit en actes",
    quad_0: "autre",
    kind_state: "État, institution",
    kind_armed: "forces armées",
    kind_civil: "société civile",
    kind_international: "organisation internationale",
    kind_media: "médias",
    kind_other: "autre",
    ledger: "Qui le dit",
    sources: "Sources",
    side_party: "une partie",
    side_other_side: "l'autre partie",
    side_outsider: "un tiers",
    side_report: "le média lui-même",
    sides_party: "Parties",
    sides_other_side: "Autre partie",
    sides_outsider: "Tiers",
    sides_report: "Médias, de leur propre voix",
    reports: "dit",
    announces: "annonce",
    confirms: "confirme",
    denies: "dément",
    alleges: "accuse, allègue",
    believes: "pense",
    no_comment: "ne s'exprime pas",
    first: "l'a dit en premier",
    at_least: "au moins {n}",
    at_most: "au plus {n}",
    about: "{a} à {b}",
    agreed: "commun à tous",
    peak: "le plus : {n}, {when}",
  },
  en: {
    loading: "Loading…",
    empty: "Nothing to show here.",
    error: "This picture could not be loaded. The table says the same.",
    error_status: "This picture could not be loaded (error {status}). The table says the same.",
    again: "Try again",
    map: "Map of events",
    zoom_in: "Zoom in",
    zoom_out: "Zoom out",
    all: "Show all",
    earlier: "Earlier",
    later: "Later",
    events: "{n} event|{n} events",
    open: "Open",
    close: "Close",
    legend: "Legend",
    precision_site: "exact site",
    precision_city: "town",
    precision_region: "region, {km} km around",
    precision_region_plain: "region (radius drawn)",
    precision_country: "country only",
    here: "{n} events at the same place",
    no_place: "No precise place",
    cluster: "several events",
    certain: "certain",
    probable: "probable",
    possible: "possible",
    denied: "denied",
    certainty_open: "open",
    timeline: "Timeline",
    timeline_help: "Left and right arrows move in time; up and down go from event to event; plus and minus zoom; Home shows all; Enter opens.",
    today: "today",
    exact: "day known",
    within: "some time in this interval",
    lasting: "all through the interval",
    open_end: "start or end unknown",
    since: "since {a}",
    until: "until {b}",
    between: "between {a} and {b}",
    from_to: "{a} to {b}",
    undated: "No date",
    network: "Network of actors",
    network_help: "Tab and the arrows go from actor to actor; Enter shows what links them; Escape goes back to all.",
    types: "Types",
    period: "Period",
    from: "from",
    to: "to",
    actors_shown: "Actors",
    most_active: "{n} most active",
    all_n: "all ({n})",
    nobody: "No link passes these filters.",
    does: "does to",
    undergoes: "is done to by",
    page: "Open page",
    pick: "Pick an actor to see what it does and what is done to it.",
    quad_1: "cooperation in words",
    quad_2: "cooperation in deeds",
    quad_3: "conflict in words",
    quad_4: "conflict in deeds",
    quad_0: "other",
    kind_state: "state, institution",
    kind_armed: "armed forces",
    kind_civil: "civil society",
    kind_international: "international body",
    kind_media: "media",
    kind_other: "other",
    ledger: "Who says so",
    sources: "Sources",
    side_party: "a party",
    side_other_side: "the other side",
    side_outsider: "an outsider",
    side_report: "the outlet itself",
    sides_party: "Parties",
    sides_other_side: "Other side",
    sides_outsider: "Outsiders",
    sides_report: "Outlets in their own voice",
    reports: "says",
    announces: "announces",
    confirms: "confirms",
    denies: "denies",
    alleges: "accuses, alleges",
    believes: "believes",
    no_comment: "is silent",
    first: "said it first",
    at_least: "at least {n}",
    at_most: "at most {n}",
    about: "{a} to {b}",
    agreed: "common to all",
    peak: "most: {n}, {when}",
  },
};

export const language = () => (document.documentElement.lang || "fr").slice(0, 2).toLowerCase();
const words = () => WORDS[language()] ?? WORDS.en;

/** The words for `key`; `{name}` is filled in, and "one|many" chosen by `n`. */
export function t(key, values = {}) {
  let text = words()[key] ?? WORDS.en[key] ?? key;
  if (text.includes("|")) {
    const [one, many] = text.split("|");
    text = new Intl.PluralRules(language()).select(values.n) === "one" ? one : many;
  }
  return text.replace(/\{(\w+)\}/g, (_, name) =>
    typeof values[name] === "number" ? number(values[name]) : String(values[name] ?? ""));
}

export const number = (n) => new Intl.NumberFormat(language()).format(n);

const DAY = 86_400_000;
/** Milliseconds at the start of an ISO day (UTC), or null. A month or a year is its first day. */
export function day(iso) {
  if (!iso) return null;
  const found = /^(-?\d{4,6})(?:-(\d\d))?(?:-(\d\d))?/.exec(iso);
  return found ? Date.UTC(Number(found[1]), Number(found[2] ?? 1) - 1, Number(found[3] ?? 1)) : null;
}
export const nextDay = (ms) => ms + DAY;

const formats = new Map();
export function format(ms, options) {
  const key = language() + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language(), { timeZone: "UTC", ...options }));
  return formats.get(key).format(ms);
}
export const written = (iso) => {
  const ms = day(iso);
  if (ms === null) return "";
  if (/^-?\d{4}$/.test(iso)) return format(ms, { year: "numeric" });
  if (/^-?\d{4}-\d\d$/.test(iso)) return format(ms, { month: "long", year: "numeric" });
  return format(ms, { day: "numeric", month: "short", year: "numeric" });
};

/** An interval of days in words: `uncertain` means some time in it, otherwise all through it. */
export function span(earliest, latest, uncertain) {
  const [a, b] = [written(earliest), written(latest)];
  if (!a && !b) return t("undated");
  if (a === b) return a;
  if (!b) return t("since", { a });
  if (!a) return t("until", { b });
  return t(uncertain ? "between" : "from_to", { a, b });
}

/** A country's name by its ISO 3166-1 alpha-2 code. */
export function country(code) {
  try {
    return new Intl.DisplayNames([language()], { type: "region" }).of(code);
  } catch {
    return code;
  }
}

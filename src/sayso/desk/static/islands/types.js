// Event types and their four families, PLOVER's quads.

const FAMILIES = {
  1: ["AGREE", "CONSULT", "SUPPORT", "CONCEDE"],
  2: ["AID", "COOPERATE", "RETREAT"],
  3: ["ACCUSE", "REJECT", "REQUEST", "THREATEN"],
  4: ["ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"],
};
const QUAD = new Map(Object.entries(FAMILIES).flatMap(([quad, types]) => types.map((type) => [type, Number(quad)])));
const ORDER = [...QUAD.keys()];

/** 1 to 4; 0 for a type that somebody added. */
export const quad = (type) => QUAD.get(type) ?? 0;

export const byType = (a, b) => rank(a) - rank(b) || a.localeCompare(b);
const rank = (type) => (QUAD.has(type) ? ORDER.indexOf(type) : ORDER.length);

export const typeGlyph = (type) => (QUAD.has(type) ? `ty-${type}` : "ty-other");

/** The type's name in the page's language: the data's `types`, else the id made readable. */
export function typeName(type, names) {
  return names?.[type] ?? type.charAt(0) + type.slice(1).toLowerCase().replaceAll("_", " ");
}

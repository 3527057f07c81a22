// Activity in a line of text: a bar for each day, week or month.

import { svg } from "./dom.js";
import { day, format, number, t } from "./words.js";

const HIGH = 22;
const STEP = 5;
const DAYS = { day: 1, week: 7 };

export function draw(stage, data) {
  const given = stage.figure.dataset;
  const values = data?.values ?? (given.values ?? "").split(/[\s,]+/).filter(Boolean).map(Number);
  const most = Math.max(0, ...values);
  if (!most) return null;
  const start = day(data?.start ?? given.start);
  const step = data?.step ?? given.step ?? "day";
  const root = svg("svg", { class: "spark", width: values.length * STEP - 1, height: HIGH, role: "img", "aria-label": said(values, start, step) });
  values.forEach((value, i) => {
    const high = value ? Math.max(2, (value / most) * (HIGH - 2)) : 1;
    root.append(svg("rect", { class: value === most ? "is-most" : value ? null : "is-none", x: i * STEP, y: HIGH - high, width: STEP - 1, height: high },
      svg("title", {}, `${start === null ? "" : `${when(start, step, i)} : `}${number(value)}`)));
  });
  stage.body.append(root);
  return {};
}

function when(start, step, i) {
  if (step === "month") {
    const first = new Date(start);
    return format(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + i, 1), { month: "long", year: "numeric" });
  }
  return format(start + i * (DAYS[step] ?? 1) * 86_400_000, { day: "numeric", month: "short" });
}

/** In words: how many in all, and when most. */
function said(values, start, step) {
  const sum = values.reduce((a, b) => a + b, 0);
  const most = values.indexOf(Math.max(...values));
  return t("events", { n: sum }) + (start === null ? "" : ` (${t("peak", { when: when(start, step, most), n: values[most] })})`);
}

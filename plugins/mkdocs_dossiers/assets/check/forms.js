// What a claim's number is of: one series, or two held against each other.
import { student } from "./intervals.js";
import { holds, moments, nearlyNormal, ordered, statistic } from "./statistics.js";

const both = (f, a, b) => (a === null || b === null ? null : f(a, b));
const least = (one, other) => ({ n: Math.min(one.n, other.n), interval: one.interval && other.interval });

// Both bounds together err no more often than one may (Bonferroni).
const half = (confidence) => 1 - (1 - confidence) / 2;

function ratio(claim, sides) {
  const [a, b] = sides.map((side) => statistic(claim.statistic, side, claim.within, half(claim.interval_confidence)));
  if (!a || !b) return null;
  const bounded = b.low !== null && b.low > 0;
  return {
    value: both((x, y) => x / y, a.value, b.value),
    low: bounded ? both((x, y) => x / y, a.low, a.low !== null && a.low < 0 ? b.low : b.high) : null,
    high: bounded ? both((x, y) => x / y, a.high, a.high !== null && a.high < 0 ? b.high : b.low) : null,
    ...least(a, b),
  };
}

function welch(sides, confidence) {
  const [a, b] = sides.map(moments);
  if (!nearlyNormal(a) || !nearlyNormal(b)) return null;
  const [u, v] = [a.variance / a.n, b.variance / b.n];
  const value = a.mean - b.mean;
  const degrees = (u + v) ** 2 / (u ** 2 / (a.n - 1) + v ** 2 / (b.n - 1));
  const margin = u + v > 0 ? student(degrees, confidence) * Math.sqrt(u + v) : 0;
  return { value, low: value - margin, high: value + margin, n: Math.min(a.n, b.n), interval: true };
}

function difference(claim, sides) {
  const known = claim.statistic === "mean" ? welch(sides, claim.interval_confidence) : null;
  if (known) return known;
  const [a, b] = sides.map((side) => statistic(claim.statistic, side, claim.within, half(claim.interval_confidence)));
  if (!a || !b) return null;
  return {
    value: both((x, y) => x - y, a.value, b.value),
    low: both((x, y) => x - y, a.low, b.high),
    high: both((x, y) => x - y, a.high, b.low),
    ...least(a, b),
  };
}

const one = (claim, [side]) => statistic(claim.statistic, side, claim.within, claim.interval_confidence);

const FORMS = { of: one, ratio, difference };

/** Whether a claim of this form can be recomputed here. */
export const known = (form) => Object.hasOwn(FORMS, form);

/** A claim's number in the unit of its limit, from the samples of each side; null where it cannot be had here. */
export function recompute(claim, samples) {
  const sides = samples.map(({ values, weights }) => ordered(values, weights));
  const found = FORMS[claim.form](claim, sides);
  if (!found) return null;
  const { top, bottom } = claim.scale;
  const scaled = (x) => (x === null || !Number.isFinite(x) ? null : (x * top) / bottom);
  return { ...found, value: scaled(found.value), low: scaled(found.low), high: scaled(found.high) };
}

/** What the number says about the limit: the verdict's word. */
export function verdict(limit, { value, low, high, interval }) {
  if (value === null) return "inconclusive";
  if (!holds(limit, value)) return "refuted";
  if (!interval) return "supported";
  const ends = limit.op === "==" ? [low, high] : limit.op.startsWith("<") ? [high] : [low];
  return ends.every((end) => end !== null && holds(limit, end)) ? "supported" : "inconclusive";
}

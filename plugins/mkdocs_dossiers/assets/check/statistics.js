// Each statistic with its interval, from samples alone. Written from the definitions on the page "How verdicts are
// made", not from the gate's SQL: two ways that give the same digits.
import { cantelli, quantileRanks, shareBounds, student } from "./intervals.js";

const LEAST = 15; // samples that bound a mean
const COCHRAN = 25; // times the squared skewness: samples after which a lopsided mean is nearly normal
const WINDOWS = 20; // of a rate

/** Samples in ascending order. `weights` says how many samples each value stands for; without it, one. */
export function ordered(values, weights) {
  if (!weights) return { values: Float64Array.from(values).sort(), weights: null, n: values.length };
  const places = values.map((_, place) => place).sort((a, b) => values[a] - values[b]);
  return {
    values: places.map((place) => values[place]),
    weights: places.map((place) => weights[place]),
    n: weights.reduce((sum, weight) => sum + weight, 0),
  };
}

/** The sample of a rank, counted from 1. */
function ranked(samples, rank) {
  if (rank === null) return null;
  if (!samples.weights) return samples.values[rank - 1];
  let upto = 0;
  for (let place = 0; place < samples.values.length; place += 1) {
    upto += samples.weights[place];
    if (upto >= rank) return samples.values[place];
  }
  return null;
}

/** A sum with the rounding errors of each step carried along (Neumaier). */
function sum(samples, of) {
  let [total, lost] = [0, 0];
  for (let place = 0; place < samples.values.length; place += 1) {
    const next = of(samples.values[place]) * (samples.weights ? samples.weights[place] : 1);
    const grown = total + next;
    lost += Math.abs(total) >= Math.abs(next) ? total - grown + next : next - grown + total;
    total = grown;
  }
  return total + lost;
}

/** Mean, unbiased variance and skewness. */
export function moments(samples) {
  const n = samples.n;
  const mean = sum(samples, (x) => x) / n;
  const second = sum(samples, (x) => (x - mean) ** 2);
  const third = sum(samples, (x) => (x - mean) ** 3);
  const spread = second / n;
  let skewness = spread > 0 ? third / n / spread ** 1.5 : 0;
  if (!samples.weights) skewness = n > 2 ? (skewness * Math.sqrt(n * (n - 1))) / (n - 2) : 0;
  return { n, mean, variance: second / (n - 1), skewness: Number.isFinite(skewness) ? skewness : 0 };
}

const enough = ({ n, skewness }) => n >= Math.ceil(COCHRAN * skewness ** 2);

/** Whether a mean may be taken as normal around its value. */
export const nearlyNormal = (found) => found.n >= LEAST && enough(found);

function mean(samples, confidence) {
  const found = moments(samples);
  if (found.n < LEAST) return { value: found.mean, low: null, high: null };
  const usual = student(found.n - 1, confidence);
  const below = enough(found) || found.skewness > 0 ? usual : cantelli(confidence);
  const above = enough(found) || found.skewness < 0 ? usual : cantelli(confidence);
  const error = Math.sqrt(found.variance / found.n);
  return { value: found.mean, low: found.mean - below * error, high: found.mean + above * error };
}

/** The rank of a percentile, exactly: the smallest sample with at least that share at or below it. */
function rankOf(percent, n) {
  const [whole, part = ""] = percent.split(".");
  const share = BigInt(whole + part);
  const all = 100n * 10n ** BigInt(part.length);
  const rank = (BigInt(n) * share + all - 1n) / all;
  return Math.max(Number(rank), 1);
}

function percentile(samples, percent, confidence) {
  const { n } = samples;
  const ranks = quantileRanks(n, Number(percent) / 100, confidence);
  const value =
    Number(percent) === 50
      ? (ranked(samples, Math.floor((n + 1) / 2)) + ranked(samples, Math.floor(n / 2) + 1)) / 2
      : ranked(samples, rankOf(percent, n));
  return { value, low: ranked(samples, ranks.low), high: ranked(samples, ranks.high) };
}

const COMPARISONS = {
  "<=": (a, b) => a <= b,
  "<": (a, b) => a < b,
  ">=": (a, b) => a >= b,
  ">": (a, b) => a > b,
  "==": (a, b) => a === b,
};

/** Whether a number is on the side of a limit `{op, number}`. */
export const holds = (limit, value) => COMPARISONS[limit.op](value, limit.number);

const counted = (samples, within) => sum(samples, (x) => (holds(within, x) ? 1 : 0));

function rate(samples, confidence) {
  const { values, n } = samples;
  const first = values[0];
  const length = (values[values.length - 1] - first) / WINDOWS;
  const rates = new Array(WINDOWS).fill(0);
  for (const value of values) {
    if (value > first) rates[Math.min(Math.ceil((value - first) / length) - 1, WINDOWS - 1)] += 1 / length;
  }
  const found = moments(ordered(rates));
  const margin = student(WINDOWS - 1, confidence) * Math.sqrt(found.variance / WINDOWS);
  const bounded = n > WINDOWS;
  return {
    value: found.mean,
    low: bounded ? found.mean - margin : null,
    high: bounded ? found.mean + margin : null,
  };
}

/** A statistic by its name: `{value, low, high, n, interval}`, or null for a name that is not known here. */
export function statistic(name, samples, within, confidence) {
  const { n, values } = samples;
  if (n === 0) return { value: null, low: null, high: null, n, interval: false };
  const fact = (value) => ({ value, low: value, high: value, n, interval: false });
  const bounded = (found) => ({ ...found, n, interval: true });
  if (name === "median") return bounded(percentile(samples, "50", confidence));
  if (name === "mean") return bounded(mean(samples, confidence));
  if (name === "min") return fact(values[0]);
  if (name === "max") return fact(values[values.length - 1]);
  if (name === "count") return fact(within ? counted(samples, within) : n);
  if (name === "rate" && !samples.weights) return bounded(rate(samples, confidence));
  if (name === "share" && within) {
    const k = counted(samples, within);
    const [low, high] = shareBounds(k, n, confidence);
    return bounded({ value: k / n, low, high });
  }
  if (name === "cv") {
    const found = moments(samples);
    return { ...fact(found.mean ? Math.sqrt(found.variance) / Math.abs(found.mean) : null), low: null, high: null };
  }
  if (/^p\d+(\.\d+)?$/.test(name)) return bounded(percentile(samples, name.slice(1), confidence));
  return null;
}

// Bounds of a statistic, without a library and in other ways than the gate's: the gate takes its numbers from
// SciPy, here binomial probabilities are summed term by term and quantiles are found by halving.

/** The natural logarithm of the gamma function (Stirling's series after a shift to x >= 15). */
export function logGamma(x) {
  let shift = 0;
  for (; x < 15; x += 1) shift += Math.log(x);
  const inverse = 1 / (x * x);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

/** The regularised incomplete beta function (continued fraction, evaluated by Lentz's method). */
export function incompleteBeta(x, a, b) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1), tiny);
  let whole = d;
  for (let m = 1; m < 200000; m += 1) {
    let term = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / notZero(1 + term * d, tiny);
    c = notZero(1 + term / c, tiny);
    whole *= d * c;
    term = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / notZero(1 + term * d, tiny);
    c = notZero(1 + term / c, tiny);
    whole *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return front * whole;
}

const notZero = (x, tiny) => (Math.abs(x) < tiny ? tiny : x);

/** Where a growing function of 0..1 reaches a probability. */
function halved(probability, of) {
  let [low, high] = [0, 1];
  for (let round = 0; round < 200 && low < high; round += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (of(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The quantile of a beta distribution. */
export const betaQuantile = (probability, a, b) => halved(probability, (x) => incompleteBeta(x, a, b));

/** The two-sided critical value of Student's t. */
export function student(degrees, confidence) {
  // t^2 = d (1 - x) / x, where x is the quantile of beta(d/2, 1/2) at the probability outside.
  const x = betaQuantile(1 - confidence, degrees / 2, 0.5);
  return Math.sqrt((degrees * (1 - x)) / x);
}

/** How many standard deviations bound one side whatever the distribution (Cantelli). */
export const cantelli = (confidence) => Math.sqrt((1 + confidence) / (1 - confidence));

/** The exact interval of a share of k in n (Clopper and Pearson), by beta quantiles. */
export function shareBounds(k, n, confidence) {
  const tail = (1 - confidence) / 2;
  return [
    k > 0 ? betaQuantile(tail, k, n - k + 1) : 0,
    k < n ? betaQuantile(1 - tail, k + 1, n - k) : 1,
  ];
}

/** The ranks, from 1, of the samples that bound the q-quantile; null where n samples cannot bound that side. */
export function quantileRanks(n, q, confidence) {
  const tail = (1 - confidence) / 2;
  const term = (k) =>
    Math.exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) + k * Math.log(q) + (n - k) * Math.log1p(-q));
  // From each end towards the middle, so that small probabilities are summed before large ones.
  let low = 0;
  let sum = 0;
  for (let k = 0; k < n; k += 1) {
    sum += term(k);
    if (sum > tail) break;
    low = k + 1;
  }
  let high = null;
  sum = 0;
  for (let k = n; k > 0; k -= 1) {
    sum += term(k);
    if (sum > tail) break;
    high = k;
  }
  return { low: low || null, high };
}

// Numbers as the pages print them: as many digits as the interval supports.

const MOST = 6;

function grouped(text) {
  const [whole, part] = text.split(".");
  const apart = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return part === undefined ? apart : `${apart}.${part}`;
}

function fixed(value, decimals) {
  if (Math.abs(value) >= 1e15) return value.toExponential(3).replace(/e\+?(-?)(\d)$/, "e+$1$2");
  if (decimals >= 0) return grouped(value.toFixed(Math.min(decimals, 100)));
  const step = 10 ** -decimals;
  return grouped((Math.round(value / step) * step).toFixed(0));
}

function plain(value) {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return grouped(value.toFixed(0));
  if (Math.abs(value) < 1e-4) return String(Number(value.toPrecision(MOST)));
  const decimals = Math.max(MOST - 1 - Math.floor(Math.log10(Math.abs(value))), 0);
  const text = grouped(value.toFixed(decimals));
  return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
}

function halfWidth(value, low, high) {
  if (low !== null && high !== null) return (high - low) / 2;
  const known = low ?? high;
  return known === null ? 0 : Math.abs(value - known);
}

const withUnit = (text, unit) => (!unit ? text : unit === "x" ? `${text}×` : `${text} ${unit}`);

/** The value with its unit. */
export function figure({ value, low, high }, unit) {
  if (value === null) return "not computable";
  const width = halfWidth(value, low, high);
  if (value === 0 || !(width > 0 && Number.isFinite(width))) return withUnit(plain(value), unit);
  const decimals = Math.min(
    1 - Math.floor(Math.log10(width)),
    MOST - 1 - Math.floor(Math.log10(Math.abs(value))),
  );
  return withUnit(fixed(value, decimals), unit);
}

/** The interval in words. */
export function span({ value, low, high, interval }, unit) {
  if (!interval) return "no interval";
  if (low === null && high === null) return "not bounded";
  const width = halfWidth(value ?? low ?? high, low, high);
  const largest = Math.max(...[low, high].filter((end) => end !== null).map(Math.abs)) || width;
  const end = (bound) =>
    width > 0 && Number.isFinite(width)
      ? fixed(bound, Math.min(1 - Math.floor(Math.log10(width)), MOST - 1 - Math.floor(Math.log10(largest))))
      : plain(bound);
  if (low === null) return `at most ${withUnit(end(high), unit)}`;
  if (high === null) return `at least ${withUnit(end(low), unit)}`;
  return withUnit(`${end(low)} to ${end(high)}`, unit);
}

/** A number of things, thousands set apart. */
export const count = (n) => grouped(String(n));

/** A number of bytes. */
export function size(bytes) {
  let amount = bytes;
  for (const unit of ["bytes", "KiB", "MiB"]) {
    if (amount < 1024) return unit === "bytes" ? `${count(amount)} bytes` : `${grouped(amount.toFixed(1))} ${unit}`;
    amount /= 1024;
  }
  return `${grouped(amount.toFixed(1))} GiB`;
}

// Go benchmarks, as text or as events of test2json: one sample per line and measure.

const RESULT = /^(Benchmark\S*)\s+\d+\t\s*[0-9.]+(?:e[+-]?[0-9]+)? \S/;
const MEASURE = /\s([0-9.]+(?:e[+-]?[0-9]+)?) (\S+)/g;
const METRICS = { "ns/op": "time", "MB/s": "throughput", "B/op": "bytes_per_op" };

function metricOf(unit) {
  const plain = unit.replaceAll("/", "_per_").toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  return METRICS[unit] ?? plain;
}

function output(text) {
  const all = text.split(/\r?\n/).filter(Boolean);
  if (!all.some((line) => line.startsWith("{"))) return all;
  const packages = new Map();
  for (const line of all) {
    if (!line.startsWith("{")) continue;
    const event = JSON.parse(line);
    packages.set(event.Package, (packages.get(event.Package) ?? "") + (event.Output ?? ""));
  }
  return [...packages.values()].flatMap((said) => said.split(/\r?\n/).filter(Boolean));
}

export function samples(text, side) {
  let place = "";
  const found = [];
  const packages = new Map(); // name of a benchmark -> packages that have one
  for (const line of output(text)) {
    place = /^pkg:\s*(.*?)\s*$/.exec(line)?.[1] ?? place;
    const name = RESULT.exec(line)?.[1];
    if (!name) continue;
    packages.set(name, (packages.get(name) ?? new Set()).add(place));
    for (const [, value, unit] of line.matchAll(MEASURE)) found.push({ name, place, value: Number(value), unit });
  }
  return found
    .filter(({ name, place: where, unit }) =>
      (packages.get(name).size > 1 ? `${where}.${name}` : name) === side.series && metricOf(unit) === side.metric)
    .map(({ value }) => value);
}

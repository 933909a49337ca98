// Google Benchmark: one series per benchmark, one sample per repetition; its own aggregates are left out.

const ENDING = /_(mean|median|stddev|cv|BigO|RMS)$/;

export function samples(text, side) {
  const entries = JSON.parse(text).benchmarks.filter((entry) =>
    entry.error_occurred !== true && entry.skipped !== true && entry.real_time !== undefined
    && (entry.aggregate_unit ?? "time") === "time");
  const nameOf = (entry) => entry.run_name ?? entry.name.replace(ENDING, "");
  const families = new Map();
  for (const entry of entries) {
    if (entry.family_index === undefined) continue;
    const name = nameOf(entry);
    families.set(name, (families.get(name) ?? new Set()).add(entry.family_index));
  }
  const seriesOf = (entry) => {
    const name = nameOf(entry);
    const several = (families.get(name)?.size ?? 0) > 1 && entry.family_index !== undefined;
    return several ? `${name} #${entry.family_index}` : name;
  };
  const aggregate = (entry) => {
    if (entry.run_type !== undefined) return entry.run_type === "aggregate";
    if (entry.run_name !== undefined) return entry.run_name !== entry.name;
    return ENDING.test(entry.name);
  };
  const key = side.metric === "time" ? "real_time" : side.metric;
  return entries
    .filter((entry) => !aggregate(entry) && seriesOf(entry) === side.series && entry[key] !== undefined)
    .map((entry) => Number(entry[key]))
    .filter((value) => !Number.isNaN(value));
}

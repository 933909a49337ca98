// JMH: one series per benchmark, one sample per measured iteration (in mode sample, per invocation).
import { tally } from "../text.js";

export function samples(text, side) {
  const results = JSON.parse(text);
  const often = tally(results.map(({ benchmark, mode }) => `${benchmark} ${mode}`));
  const modes = new Map();
  for (const { benchmark, mode } of results) modes.set(benchmark, (modes.get(benchmark) ?? new Set()).add(mode));
  const named = ({ benchmark, mode, params }) => {
    const told = Object.entries(params ?? {}).map(([key, value]) => `${key}=${value}`).join(", ");
    const own = often.get(`${benchmark} ${mode}`) === 1 || !params ? benchmark : `${benchmark} {${told}}`;
    return modes.get(benchmark).size === 1 ? own : `${own} ${mode}`;
  };
  return results.filter((result) => named(result) === side.series).flatMap((result) => {
    const main = result.primaryMetric.scoreUnit.endsWith("/op") ? "time" : "throughput";
    const metric = side.metric === main ? result.primaryMetric : result.secondaryMetrics?.[side.metric];
    if (!metric) return [];
    const each = metric.rawDataHistogram
      ? metric.rawDataHistogram.flat(2).flatMap(([value, times]) => new Array(times).fill(value))
      : metric.rawData.flat();
    return each.map(Number).filter((value) => !Number.isNaN(value));
  });
}

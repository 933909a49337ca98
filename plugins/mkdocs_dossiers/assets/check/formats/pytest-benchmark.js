// pytest-benchmark with its data saved: one series per benchmark, one time per round, in seconds.
import { tally } from "../text.js";

export function samples(text, side) {
  const { benchmarks } = JSON.parse(text);
  const often = tally(benchmarks.map((entry) => entry.name));
  return benchmarks
    .filter((entry) => (often.get(entry.name) === 1 ? entry.name : entry.fullname) === side.series)
    .flatMap((entry) => entry.stats.data ?? []);
}

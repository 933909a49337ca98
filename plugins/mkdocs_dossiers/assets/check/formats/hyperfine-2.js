// hyperfine 2.x: one series per command, several measures per run.
import { tally } from "../text.js";

const KEYS = {
  time: "time_wall_clock", time_cpu: "time_cpu", time_user: "time_user", time_system: "time_system",
  memory_peak: "memory_peak_resident",
};

export function samples(text, side) {
  const { results } = JSON.parse(text);
  const often = tally(results.map((result) => result.command));
  const named = ({ parameters }) => Object.values(parameters ?? {}).map((entry) => entry.value).join(", ");
  return results
    .filter((result) => (often.get(result.command) === 1 ? result.command : `${result.command} [${named(result)}]`) === side.series)
    .flatMap((result) => result.measurements.map((run) => run[KEYS[side.metric]]?.value))
    .filter((value) => value !== undefined && value !== null);
}

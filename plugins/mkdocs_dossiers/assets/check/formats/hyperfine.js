// hyperfine 1.x: one series per command, one time per run, in seconds.
import { tally } from "../text.js";

export function samples(text, side) {
  const { results } = JSON.parse(text);
  const often = tally(results.map((result) => result.command));
  const name = ({ command, parameters }) =>
    often.get(command) === 1 ? command : `${command} [${Object.values(parameters ?? {}).join(", ")}]`;
  return results.filter((result) => name(result) === side.series).flatMap((result) => result.times);
}

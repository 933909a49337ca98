// vegeta's results as JSON: one sample per request.
import { lines } from "../text.js";

const MEASURES = {
  time: (hit) => hit.latency,
  bytes_in: (hit) => hit.bytes_in,
  bytes_out: (hit) => hit.bytes_out,
  failed: (hit) => (hit.code >= 200 && hit.code < 400 ? 0 : 1),
};

export function samples(text, side) {
  const hits = [...lines(text)].map((line) => JSON.parse(line));
  return hits
    .filter((hit) => (hit.attack || "attack") === side.series)
    .map((hit) => MEASURES[side.metric](hit))
    .filter((value) => value !== undefined && value !== null);
}

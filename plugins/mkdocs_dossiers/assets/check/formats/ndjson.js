// NDJSON with declared columns: one object a line; a key that is missing or null holds nothing.
import { lines } from "../text.js";
import { chosen, labelled } from "../table.js";

export function samples(text, side, data) {
  const { metric } = chosen(side, data);
  const values = [];
  for (const line of lines(text)) {
    const row = JSON.parse(line);
    const value = row[metric.column] ?? null;
    if (value !== null && labelled((name) => String(row[name]), data) === side.series) values.push(Number(value));
  }
  return values;
}

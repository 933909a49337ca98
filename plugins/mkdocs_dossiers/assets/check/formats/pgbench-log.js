// pgbench's log of transactions: one sample per transaction, in microseconds.
import { lines } from "../text.js";

const MEASURES = { time: (cells) => cells[2], schedule_lag: (cells) => cells[6] };

export function samples(text, side) {
  const values = [];
  for (const line of lines(text)) {
    const cells = line.split(" ");
    if (`script ${cells[3]}` !== side.series) continue;
    const done = /^\d+$/.test(cells[2]);
    if (side.metric === "not_done") {
      if (!done) values.push(1);
      continue;
    }
    const cell = MEASURES[side.metric](cells);
    if (cell !== undefined && /^\d+$/.test(cell)) values.push(Number(cell));
  }
  return values;
}

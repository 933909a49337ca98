// CSV and TSV with declared columns: RFC 4180, a header line, empty cells hold nothing.
import { chosen, labelled } from "../table.js";

const DELIMITERS = [",", "\t", ";", "|"];

/** The records of a text, each a list of cells. */
function* records(text, delimiter) {
  let [cells, cell, quoted, begun] = [[], "", false, false];
  for (let place = text.charCodeAt(0) === 0xfeff ? 1 : 0; place < text.length; place += 1) {
    const char = text[place];
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[place + 1] === '"') cell += text[(place += 1)];
      else quoted = false;
    } else if (char === '"' && cell === "") [quoted, begun] = [true, true];
    else if (char === delimiter) [cells, cell, begun] = [[...cells, cell], "", true];
    else if (char === "\n" || char === "\r") {
      if (char === "\r" && text[place + 1] === "\n") place += 1;
      if (begun) yield [...cells, cell];
      [cells, cell, begun] = [[], "", false];
    } else {
      cell += char;
      begun = true;
    }
  }
  if (begun) yield [...cells, cell];
}

export function samples(text, side, data) {
  const { metric, wanted } = chosen(side, data);
  for (const delimiter of DELIMITERS) {
    const rows = records(text, delimiter);
    const header = rows.next().value ?? [];
    if (!wanted.every((name) => header.includes(name))) continue;
    const place = Object.fromEntries(header.map((name, at) => [name, at]));
    const values = [];
    for (const row of rows) {
      const cell = row[place[metric.column]];
      if (labelled((name) => row[place[name]], data) === side.series && cell) values.push(Number(cell));
    }
    return values;
  }
  throw new Error("the declared columns are not in its first line");
}

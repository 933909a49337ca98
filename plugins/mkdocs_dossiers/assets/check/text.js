// Texts line by line, without a second copy of all of them.

export function* lines(text) {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\n", start);
    const line = text.slice(start, end < 0 ? undefined : end).trim();
    if (line) yield line;
    start = end < 0 ? text.length : end + 1;
  }
}

/** How often each name occurs. */
export function tally(names) {
  const found = new Map();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return found;
}

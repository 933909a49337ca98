// pyperf: one series per benchmark, every value of every process; warm-ups and calibration are left out.

const METRICS = { byte: "memory", integer: "value" };

export function samples(text, side) {
  const file = JSON.parse(text);
  const values = [];
  for (const benchmark of file.benchmarks) {
    const own = { ...file.metadata, ...benchmark.metadata };
    if (own.name !== side.series) continue;
    const metric = METRICS[own.unit ?? "second"] ?? "time";
    for (const run of benchmark.runs) {
      const said = { ...own, ...run.metadata };
      const memory = said.command_max_rss === undefined ? "mem_max_rss" : "command_max_rss";
      if (side.metric === metric) values.push(...(run.values ?? []));
      else if (side.metric === memory && run.values?.length && said[memory] !== undefined) values.push(said[memory]);
    }
  }
  return values;
}

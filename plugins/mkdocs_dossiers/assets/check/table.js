// Plain tables: what their declared columns mean.

/** The declared metric of a side, and every column that is needed to read it. */
export function chosen(side, data) {
  const metric = data.columns.metrics.find((entry) => entry.metric === side.metric);
  const named = Object.values(data.columns.params);
  return { metric, wanted: [metric.column, ...named, ...(data.columns.series ? [data.columns.series] : [])] };
}

/** The name of the series a row belongs to; `cell` gives the row's cell of a column. */
export function labelled(cell, { name, columns }) {
  const params = Object.entries(columns.params).map(([param, column]) => `${param}=${cell(column)}`).join(", ");
  if (!columns.series) return params || name;
  return params ? `${cell(columns.series)} ${params}` : cell(columns.series);
}

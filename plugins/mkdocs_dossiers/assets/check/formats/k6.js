// k6 points: one sample per point; its series is its tag name, else check, group or scenario, else "all".
import { lines } from "../text.js";

export function samples(text, side) {
  const metric = side.metric === "time" ? "http_req_duration" : side.metric;
  const values = [];
  for (const line of lines(text)) {
    const point = JSON.parse(line);
    if (point.type !== "Point" || point.metric !== metric) continue;
    const { tags, value } = point.data;
    const series = tags?.name || tags?.check || tags?.group || tags?.scenario || "all";
    if (series === side.series && value !== null && value !== undefined) values.push(value);
  }
  return values;
}

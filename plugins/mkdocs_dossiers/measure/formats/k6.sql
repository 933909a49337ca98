-- title: k6 points
-- written-by: k6 run --out json=FILE SCRIPT
-- described-at: https://grafana.com/docs/k6/latest/results-output/real-time/json/
-- found-by: text \A\{"type":"Metric","data":\{"name":"[^"]*","type":"(?:counter|gauge|rate|trend)","contains":"
-- found-by: text \A\{"metric":"[^"]*","type":"Point","data":\{"time":"
--
-- One sample per point. Its series is its tag name (that of the request, by default its URL), else check, else
-- group, else scenario, else all. http_req_duration is called time; every other metric has k6's own name. Times
-- are milliseconds, data bytes; of a rate (checks, http_req_failed) a point is 1 or 0; of a counter, the
-- increment. Custom metrics that k6 knows no unit of have none. Points of setup and teardown are in, as in k6's
-- own summary. The file has no last line that tells whether it is whole. Its
-- date is the earliest of its first thousand lines. It does not say whether its users waited for
-- answers: that depends on the executor (arrival rates do not wait, all others do).
WITH line AS MATERIALIZED (
    SELECT type, metric, data.contains AS contains, data."type" AS kind, data."value" AS value,
           coalesce(nullif(data.tags."name", ''), nullif(data.tags."check", ''), nullif(data.tags."group", ''),
                    nullif(data.tags.scenario, ''), 'all') AS series,
           row_number() OVER () AS place
    FROM read_json($file, format = 'newline_delimited', columns = {'type': 'VARCHAR', 'metric': 'VARCHAR',
        'data': 'STRUCT("value" DOUBLE, "type" VARCHAR, contains VARCHAR,
                        tags STRUCT("name" VARCHAR, "check" VARCHAR, "group" VARCHAR, scenario VARCHAR))'})
),
declared AS (
    SELECT metric, CASE WHEN contains = 'time' THEN 'ms' WHEN contains = 'data' THEN 'B'
                        WHEN kind = 'rate' THEN 'x' WHEN metric = 'http_reqs' THEN 'request'
                        WHEN metric = 'iterations' THEN 'iteration' WHEN metric IN ('vus', 'vus_max') THEN 'user'
                        WHEN kind = 'counter' THEN 'count' END AS unit
    FROM line
    WHERE type = 'Metric'
)
SELECT series, CASE metric WHEN 'http_req_duration' THEN 'time' ELSE metric END AS metric, unit,
       MAP {}::MAP(VARCHAR, VARCHAR) AS params, 0 AS run,
       row_number() OVER (PARTITION BY series, metric ORDER BY place) - 1 AS iteration, value, 1 AS weight,
       false AS warmup, 'sample' AS kind
FROM line LEFT JOIN declared USING (metric)
WHERE type = 'Point' AND value IS NOT NULL

-- facts
SELECT unnest(map_entries(MAP {
    'date': (SELECT min(data.time) FROM (
        FROM read_json($file, format = 'newline_delimited', columns = {'data': 'STRUCT("time" VARCHAR)'}) LIMIT 1000)),
    'failed': (SELECT CAST(CAST(sum(value) AS BIGINT) AS VARCHAR) FROM $samples WHERE metric = 'http_req_failed')}),
    recursive := true)

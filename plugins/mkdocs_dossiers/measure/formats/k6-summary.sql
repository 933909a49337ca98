-- title: k6 end-of-test summary
-- written-by: k6 run --summary-export FILE SCRIPT, or JSON.stringify(data) in its handleSummary(data)
-- described-at: https://grafana.com/docs/k6/latest/results-output/end-of-test/
-- found-by: json root_group.path metrics.iteration_duration.avg
-- found-by: json root_group.path metrics.iteration_duration.values.avg
-- found-by: json metadata.k6_version results.metrics[].name results.metrics[].values
--
-- Statistics only. The series all is the whole run's; a metric with a selector, such as
-- http_req_duration{name:orders}, is a series of that selector. http_req_duration is called time. avg is mean, med
-- median; k6 interpolates linearly between two samples for other percentiles (TrendSink.P in metrics/sink.go), so
-- they are named "p95 (interpolated)". Of a rate (checks, http_req_failed) the mean is the share of 1s; a counter
-- has its count and the mean increment per second. The oldest of the three layouts does not say which metrics
-- are times; custom ones have no unit there. Only a trend that lists count, and a rate, tell how many samples. Whether
-- users waited for answers depends on the executor, which is not in the file.
WITH summary AS (
    SELECT *
    FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
        metrics: 'MAP(VARCHAR, JSON)', results: 'STRUCT(metrics JSON[])'})
),
entry AS (
    SELECT e.key AS name, e.value AS m, coalesce(e.value->'values', e.value) AS v
    FROM (SELECT unnest(map_entries(metrics)) AS e FROM summary)
    UNION ALL
    SELECT m->>'name', m, m->'values' FROM (SELECT unnest(results.metrics) AS m FROM summary)
),
named AS (
    SELECT regexp_extract(name, '^[^{]*') AS metric, coalesce(nullif(regexp_extract(name, '\{.*'), ''), 'all') AS series,
           coalesce(m->>'type', CASE WHEN v->>'avg' IS NOT NULL THEN 'trend' WHEN v->>'passes' IS NOT NULL THEN 'rate'
                                     WHEN v->>'count' IS NOT NULL THEN 'counter' ELSE 'gauge' END) AS type,
           m->>'contains' AS contains, v
    FROM entry
),
typed AS (
    SELECT *, CASE WHEN contains = 'time' THEN 'ms' WHEN contains = 'data' THEN 'B' WHEN type = 'rate' THEN 'x'
                   WHEN contains IS NULL AND type = 'trend' AND regexp_matches(metric,
                       '^(http_req_.*|(iteration|group|grpc_req|ws_session)_duration|ws_connecting|ws_ping)$') THEN 'ms'
                   WHEN metric IN ('data_sent', 'data_received') THEN 'B' WHEN metric = 'http_reqs' THEN 'request'
                   WHEN metric = 'iterations' THEN 'iteration' WHEN metric IN ('vus', 'vus_max') THEN 'user'
                   WHEN type = 'counter' THEN 'count' END AS unit,
           CASE type WHEN 'trend' THEN CAST(v->>'count' AS BIGINT)
                     WHEN 'rate' THEN coalesce(CAST(v->>'total' AS BIGINT),
                                               CAST(v->>'passes' AS BIGINT) + CAST(v->>'fails' AS BIGINT)) END AS n
    FROM named
),
printed AS (
    SELECT * EXCLUDE (p), p.key AS k, p.value AS text
    FROM (SELECT *, unnest(map_entries(CAST(v AS MAP(VARCHAR, JSON)))) AS p FROM typed)
),
stated AS (
    SELECT series, n, CASE WHEN type = 'counter' AND k = 'rate' THEN metric || '_per_second'
                           WHEN metric = 'http_req_duration' THEN 'time' ELSE metric END AS metric,
           CASE WHEN type = 'counter' AND k = 'rate' THEN unit || '/s' ELSE unit END AS unit,
           CASE WHEN type = 'trend' AND k = 'avg' THEN 'mean' WHEN type = 'trend' AND k = 'med' THEN 'median'
                WHEN k IN ('min', 'max') AND type IN ('trend', 'gauge') THEN k
                WHEN type = 'trend' AND k LIKE 'p(%)' THEN 'p' || trim(substr(k, 2), '()') || ' (interpolated)'
                WHEN type = 'gauge' AND k = 'value' THEN 'last' WHEN type = 'counter' AND k = 'count' THEN 'count'
                WHEN type = 'counter' AND k = 'rate' THEN 'mean'
                WHEN type = 'rate' AND k IN ('rate', 'value') THEN 'mean' END AS statistic,
           TRY_CAST(text AS DOUBLE) AS value
    FROM printed
)
SELECT series, metric, unit, MAP {'statistic': statistic} AS params, 0 AS run, 0 AS iteration, value, n AS weight,
       false AS warmup, 'summary' AS kind
FROM stated
WHERE statistic IS NOT NULL AND value IS NOT NULL

-- facts
SELECT unnest(map_entries(MAP {
    'tool': 'k6 ' || metadata.k6_version, 'date': metadata.generated_at,
    'failed': coalesce(metrics->>'$.http_req_failed.passes', metrics->>'$.http_req_failed.values.passes',
                       [m->>'$.values.matches' FOR m IN results.metrics IF m->>'name' = 'http_req_failed'][1])}), recursive := true)
FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
    metadata: 'STRUCT(k6_version VARCHAR, generated_at VARCHAR)', metrics: 'JSON', results: 'STRUCT(metrics JSON[])'})

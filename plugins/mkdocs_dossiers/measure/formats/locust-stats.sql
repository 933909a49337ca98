-- title: Locust statistics
-- written-by: locust --headless --csv PREFIX (PREFIX_stats.csv)
-- described-at: https://docs.locust.io/en/stable/retrieving-stats.html
-- found-by: text \AType,Name,Request Count,Failure Count,Median Response Time,
-- loop: closed
--
-- Statistics only: one series per request type and name, and Aggregated for all. time in milliseconds: mean,
-- min and max as measured (failed requests count, too). Locust keeps response times rounded (to two digits
-- from 100 ms on, to whole milliseconds below: bucket_response_time in locust/stats.py), so its median and
-- percentiles are named "median (rounded)", "p95 (rounded)". Each user waits for its answer.
WITH row AS (
    SELECT to_json(r) AS r, row_number() OVER () AS place
    FROM read_csv($file, header = true, delim = ',', quote = '"', escape = '"', all_varchar = true,
                  strict_mode = true, nullstr = 'N/A') AS r
),
entry AS (
    SELECT trim(coalesce(r->>'Type', '') || ' ' || (r->>'Name')) AS series, CAST(r->>'Request Count' AS BIGINT) AS n, r
    FROM row
),
whole AS (
    SELECT CASE WHEN arg_max(r->>'Name', place) = 'Aggregated' AND arg_max(r->>'100%', place) IS NOT NULL
                THEN true ELSE error('The file ends before its row Aggregated.') END AS whole
    FROM row
),
printed AS (
    SELECT series, n, unnest([
        {'metric': 'time', 'unit': 'ms', 'statistic': 'mean', 'value': r->>'Average Response Time'},
        {'metric': 'time', 'unit': 'ms', 'statistic': 'min', 'value': r->>'Min Response Time'},
        {'metric': 'time', 'unit': 'ms', 'statistic': 'max', 'value': r->>'Max Response Time'},
        {'metric': 'time', 'unit': 'ms', 'statistic': 'median (rounded)', 'value': r->>'Median Response Time'},
        {'metric': 'content_size', 'unit': 'B', 'statistic': 'mean', 'value': r->>'Average Content Size'},
        {'metric': 'requests_per_second', 'unit': 'request/s', 'statistic': 'mean', 'value': r->>'Requests/s'},
        {'metric': 'failures_per_second', 'unit': 'failure/s', 'statistic': 'mean', 'value': r->>'Failures/s'},
        {'metric': 'failures', 'unit': 'failure', 'statistic': 'count', 'value': r->>'Failure Count'}]) AS p
    FROM entry
    UNION ALL
    SELECT series, n, {'metric': 'time', 'unit': 'ms', 'statistic': 'p' || rtrim(k, '%') || ' (rounded)',
                       'value': r->>k}
    FROM (SELECT series, n, r, unnest(json_keys(r)) AS k FROM entry)
    WHERE regexp_matches(k, '^[\d.]+%$') AND k <> '100%'
)
SELECT series, p.metric AS metric, p.unit AS unit, MAP {'statistic': p.statistic} AS params, 0 AS run,
       0 AS iteration, CAST(p.value AS DOUBLE) AS value, n AS weight, false AS warmup, 'summary' AS kind
FROM printed, whole
WHERE whole AND p.value IS NOT NULL AND n > 0

-- facts
SELECT 'failed', any_value("Failure Count")
FROM read_csv($file, header = true, delim = ',', quote = '"', escape = '"', all_varchar = true, strict_mode = true)
WHERE "Name" = 'Aggregated'

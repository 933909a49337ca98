-- title: Locust history
-- written-by: locust --headless --csv PREFIX [--csv-full-history] (PREFIX_stats_history.csv)
-- described-at: https://docs.locust.io/en/stable/retrieving-stats.html
-- found-by: text \ATimestamp,User Count,Type,Name,Requests/s,Failures/s,
-- loop: closed
--
-- One series per request type and name (with the full history), and Aggregated for all. One sample per row, a
-- row a second: users, requests_per_second and failures_per_second as of then (Locust's rates look back ten
-- seconds). Each series' last row states the mean, min and max of its response times since the start, in
-- milliseconds. The percentiles are those of the last seconds and rounded, and are not read. There is no last
-- line to tell whether the file is whole.
WITH row AS (
    SELECT trim(coalesce(r->>'Type', '') || ' ' || (r->>'Name')) AS series, r, row_number() OVER () AS place
    FROM (SELECT to_json(r) AS r
          FROM read_csv($file, header = true, delim = ',', quote = '"', escape = '"', all_varchar = true,
                        strict_mode = true, nullstr = 'N/A') AS r)
),
measured AS (
    SELECT series, row_number() OVER (PARTITION BY series ORDER BY place) - 1 AS iteration, unnest([
        {'metric': 'users', 'unit': 'user', 'value': r->>'User Count'},
        {'metric': 'requests_per_second', 'unit': 'request/s', 'value': r->>'Requests/s'},
        {'metric': 'failures_per_second', 'unit': 'failure/s', 'value': r->>'Failures/s'}]) AS m
    FROM row
),
printed AS (
    SELECT series, CAST(r->>'Total Request Count' AS BIGINT) AS n, unnest([
        {'statistic': 'mean', 'value': r->>'Total Average Response Time'},
        {'statistic': 'min', 'value': r->>'Total Min Response Time'},
        {'statistic': 'max', 'value': r->>'Total Max Response Time'}]) AS p
    FROM (SELECT series, arg_max(r, place) AS r FROM row GROUP BY series)
)
SELECT series, m.metric AS metric, m.unit AS unit, MAP {}::MAP(VARCHAR, VARCHAR) AS params, 0 AS run, iteration,
       CAST(m.value AS DOUBLE) AS value, 1 AS weight, false AS warmup, 'sample' AS kind
FROM measured
WHERE m.value IS NOT NULL
UNION ALL
SELECT series, 'time', 'ms', MAP {'statistic': p.statistic}, 0, 0, CAST(p.value AS DOUBLE), n, false, 'summary'
FROM printed
WHERE n > 0

-- facts
SELECT 'date' AS key, CAST(make_timestamp(min("Timestamp") * 1000000) AS VARCHAR) AS value
FROM read_csv($file, header = true, delim = ',', quote = '"', escape = '"', strict_mode = true,
              types = {'Timestamp': 'BIGINT'})

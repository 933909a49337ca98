-- title: autocannon JSON
-- written-by: autocannon -j URL > FILE
-- described-at: https://github.com/mcollina/autocannon#readme
-- found-by: json url connections latency.p97_5 requests.p97_5 throughput.p97_5
-- loop: closed
--
-- The series is the title, or the URL where there is none. Statistics only: time in ms, of all responses;
-- requests_per_second and bytes_per_second, of one reading per second. Minimum, maximum, mean and standard deviation
-- (rounded to 0.01), percentiles from a histogram of three digits' precision, of rank p n + 1/2 (HdrHistogram).
-- Times are in whole milliseconds: below 1 ms they are 0 (the minimum it prints is the least above 0, and left out).
-- With a fixed rate (-R) the responses that a slow one held up are counted in. Errors, timeouts and answers other than
-- 2xx are counts.
WITH file AS (
    SELECT *, coalesce(nullif(title, ''), url) AS series
    FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
        url: 'VARCHAR', title: 'VARCHAR', connections: 'BIGINT', samples: 'BIGINT', errors: 'BIGINT',
        timeouts: 'BIGINT', non2xx: 'BIGINT', latency: 'MAP(VARCHAR, DOUBLE)', requests: 'MAP(VARCHAR, DOUBLE)',
        throughput: 'MAP(VARCHAR, DOUBLE)'})
),
metric AS (
    SELECT series, unnest([
        {'name': 'time', 'unit': 'ms', 'map': latency, 'n': CAST(coalesce(latency['totalCount'],
                                                                          requests['total']) AS BIGINT)},
        {'name': 'requests_per_second', 'unit': 'request/s', 'map': requests, 'n': samples},
        {'name': 'bytes_per_second', 'unit': 'B/s', 'map': throughput, 'n': samples}], recursive := true)
    FROM file
),
statistic AS (
    SELECT series, name, unit, n, unnest(map_entries("map")) AS s FROM metric
)
SELECT series, name AS metric, unit,
       MAP {'statistic': CASE WHEN starts_with(s.key, 'p') THEN replace(s.key, '_', '.') ELSE s.key END} AS params,
       0 AS run, 0 AS iteration, s.value AS value, n AS weight, false AS warmup, 'summary' AS kind
FROM statistic
WHERE s.value IS NOT NULL AND regexp_matches(s.key, '^(mean|min|max|stddev|p\d.*)$')
      AND NOT (name = 'time' AND s.key = 'min')
UNION ALL
SELECT series, c.name, c.unit, MAP {'connections': CAST(connections AS VARCHAR)}, 0, 0, c.value, 1, false, 'sample'
FROM (SELECT *, unnest([{'name': 'errors', 'unit': 'error', 'value': errors},
                        {'name': 'timeouts', 'unit': 'error', 'value': timeouts},
                        {'name': 'non2xx', 'unit': 'count', 'value': non2xx},
                        {'name': 'requests', 'unit': 'request', 'value': CAST(requests['total'] AS BIGINT)}]) AS c
      FROM file)
WHERE c.value IS NOT NULL

-- facts
SELECT unnest(map_entries(MAP {'date': start, 'failed': CAST(errors + non2xx AS VARCHAR)}), recursive := true)
FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
    start: 'VARCHAR', errors: 'BIGINT', non2xx: 'BIGINT'})

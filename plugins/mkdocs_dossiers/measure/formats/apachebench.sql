-- title: ApacheBench report
-- written-by: ab -n 1000 -c 8 URL > FILE
-- described-at: https://httpd.apache.org/docs/2.4/programs/ab.html
-- found-by: text \AThis is ApacheBench, Version
-- loop: closed
--
-- Statistics only: series is the document's path. time is the whole request in milliseconds (ab's row Total),
-- with ab's rounding to whole milliseconds; its percentile is the request of rank 1 + floor(p * n)
-- (support/ab.c). requests_per_second and bytes_per_second are the whole run's (ab's Kbytes are 1024 bytes);
-- failed counts failed requests and answers that are not 2xx (twice where such an answer has another length, too).
WITH line AS (
    SELECT line
    FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '',
                  escape = '', auto_detect = false, strict_mode = false)
),
run AS (
    SELECT any_value(trim(substr(line, 16))) FILTER (WHERE line LIKE 'Document Path:%') AS series,
           any_value(TRY_CAST(regexp_extract(line, '\d+') AS BIGINT)) FILTER (WHERE line LIKE 'Complete requests:%') AS n,
           CASE WHEN count(*) FILTER (WHERE line LIKE '%(longest request)') = 1 THEN true
                ELSE error('The report ends before its line of the longest request.') END AS whole
    FROM line
),
printed AS (
    SELECT 'time' AS metric, 'ms' AS unit, unnest(['min', 'mean', 'stddev', 'median', 'max']) AS statistic,
           CAST(unnest(regexp_extract_all(line, '[\d.]+')) AS DOUBLE) AS value
    FROM line WHERE regexp_matches(line, '^Total: +\d')
    UNION ALL
    SELECT 'time', 'ms', 'p' || regexp_extract(line, '(\d+)%', 1), CAST(regexp_extract(line, '% +(\d+)', 1) AS DOUBLE)
    FROM line WHERE regexp_matches(line, '^ +\d+% +\d+$') AND line NOT LIKE '  50%'
    UNION ALL
    SELECT 'requests_per_second', 'request/s', 'mean', CAST(regexp_extract(line, '[\d.]+') AS DOUBLE)
    FROM line WHERE line LIKE 'Requests per second:%'
    UNION ALL
    SELECT 'bytes_per_second', 'B/s', 'mean',
           CAST(CAST(regexp_extract(line, '[\d.]+') AS DECIMAL(24, 2)) * 1024 AS DOUBLE)
    FROM line WHERE line LIKE 'Transfer rate:%'
    UNION ALL
    SELECT 'failed', 'request', 'count', sum(CAST(regexp_extract(line, ': +(\d+)', 1) AS DOUBLE))
    FROM line WHERE line LIKE 'Failed requests:%' OR line LIKE 'Non-2xx responses:%'
)
SELECT series, metric, unit, MAP {'statistic': statistic} AS params, 0 AS run, 0 AS iteration, value, n AS weight,
       false AS warmup, 'summary' AS kind
FROM printed, run
WHERE whole

-- facts
SELECT unnest(map_entries(MAP {
    'tool': 'ApacheBench ' || any_value(regexp_extract(line, 'Version ([\d.]+)', 1))
                FILTER (WHERE line LIKE 'This is ApacheBench, Version %'),
    'failed': CAST(sum(TRY_CAST(regexp_extract(line, ': +(\d+)', 1) AS BIGINT))
                   FILTER (WHERE line LIKE 'Failed requests:%' OR line LIKE 'Non-2xx responses:%') AS VARCHAR)}),
    recursive := true)
FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
              auto_detect = false, strict_mode = false)

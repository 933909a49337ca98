-- title: wrk2
-- written-by: wrk -t2 -c8 -d30s -R2000 [--latency|--u_latency] URL > FILE (the wrk of wrk2)
-- described-at: https://github.com/giltene/wrk2
-- found-by: text \ARunning [^\n]{1,40} test @ [^\n]{1,4000}\n  \d+ threads and \d+ connections\n(?=[\s\S]*(?:Thread calibration|HdrHistogram|Req/Sec +-?nan))
-- weight: samples
-- loop: open
--
-- Series is the URL. With --latency, one row per line of the detailed percentile spectrum: so many requests
-- (TotalCount less that of the line before) took longer than the line before and at most the value, in
-- milliseconds. So percentiles on the spectrum's lines are exact to the histogram's three digits, others and
-- the mean are upper bounds. time is measured from when a request was due (no coordinated omission),
-- time_uncorrected (--u_latency) from when it was sent. Requests of the first ten seconds (calibration) are
-- not in the spectrum. Without --latency only the printed mean, deviation and max are there.
WITH line AS (
    SELECT line, row_number() OVER () AS place
    FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '',
                  escape = '', auto_detect = false, strict_mode = false)
),
run AS (
    SELECT any_value(regexp_extract(line, ' test @ (.+)', 1)) FILTER (WHERE place = 1) AS series,
           any_value(TRY_CAST(regexp_extract(line, '^ +(\d+) requests in ', 1) AS BIGINT))
               FILTER (WHERE line LIKE '% requests in %') AS requests,
           bool_or(line LIKE '%Detailed Percentile spectrum:%') AS detailed,
           CASE WHEN count(*) FILTER (WHERE line LIKE 'Transfer/sec:%') = 1 THEN true
                ELSE error('The output of wrk2 ends before its line Transfer/sec.') END AS whole
    FROM line
),
word AS (
    SELECT place, line, regexp_extract_all(trim(line), '[^ ]+') AS w,
           count(*) FILTER (WHERE line LIKE '%Detailed Percentile spectrum:%') OVER (ORDER BY place) AS spectrum
    FROM line
),
bin AS (
    SELECT spectrum, place, CAST(w[1] AS DOUBLE) AS value, CAST(w[3] AS BIGINT)
               - coalesce(lag(CAST(w[3] AS BIGINT)) OVER (PARTITION BY spectrum ORDER BY place), 0) AS weight
    FROM word
    WHERE regexp_matches(line, '^ +[\d.]+ +[01]\.\d+ +\d+ +([\d.]+|inf)$')
),
printed AS (
    SELECT 'time' AS metric, 'us' AS unit, unnest(['mean', 'stddev', 'max']) AS statistic, unnest(w[2:4]) AS text
    FROM word, run WHERE line LIKE '    Latency  %' AND NOT detailed
    UNION ALL
    SELECT 'requests_per_second', 'request/s', 'mean', w[2] FROM word WHERE line LIKE 'Requests/sec:%'
    UNION ALL
    SELECT 'bytes_per_second', 'B/s', 'mean', w[2] FROM word WHERE line LIKE 'Transfer/sec:%'
    UNION ALL
    SELECT 'failed', 'request', 'count', CAST(coalesce(sum(list_sum([CAST(n AS BIGINT) FOR n IN
        regexp_extract_all(split_part(line, ':', 2), '\d+')])), 0) AS VARCHAR)
    FROM (SELECT replace(line, 'Non-2xx or 3xx', '') AS line FROM line
          WHERE line LIKE '  Non-2xx or 3xx responses:%' OR line LIKE '  Socket errors:%')
)
SELECT series, CASE spectrum WHEN 1 THEN 'time' ELSE 'time_uncorrected' END AS metric, 'ms' AS unit,
       MAP {}::MAP(VARCHAR, VARCHAR) AS params, 0 AS run, row_number() OVER (ORDER BY place) - 1 AS iteration, value,
       weight, false AS warmup, 'sample' AS kind
FROM bin, run
WHERE whole AND weight > 0
UNION ALL
SELECT series, metric, unit, MAP {'statistic': statistic}, 0, 0,
       CAST(CAST(regexp_extract(text, '^[\d.]+') AS DECIMAL(24, 2)) * CASE regexp_extract(text, '[A-Za-z]+$')
           WHEN 'ms' THEN 1000 WHEN 's' THEN 1000000 WHEN 'm' THEN 60000000 WHEN 'h' THEN 3600000000
           WHEN 'KB' THEN 1024 WHEN 'MB' THEN 1048576 WHEN 'GB' THEN 1073741824 ELSE 1 END AS DOUBLE),
       requests, false, 'summary'
FROM printed, run
WHERE whole

-- facts
SELECT 'failed', CAST(coalesce(sum(list_sum([CAST(n AS BIGINT) FOR n IN
    regexp_extract_all(split_part(line, ':', 2), '\d+')])), 0) AS VARCHAR)
FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
              auto_detect = false, strict_mode = false)
WHERE line LIKE '  Non-2xx or 3xx responses:%' OR line LIKE '  Socket errors:%'

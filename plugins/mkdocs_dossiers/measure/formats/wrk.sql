-- title: wrk
-- written-by: wrk -t2 -c8 -d30s [--latency] URL > FILE
-- described-at: https://github.com/wg/wrk
-- found-by: text \ARunning [^\n]{1,40} test @ [^\n]{1,4000}\n  \d+ threads and \d+ connections\n(?![\s\S]*(?:Thread calibration|HdrHistogram|Req/Sec +-?nan))
-- loop: closed
--
-- Statistics only, as wrk printed them (two decimals, scaled to a unit): series is the URL. Latency in
-- microseconds: mean, standard deviation, max and, with --latency, percentiles. wrk's percentile is the value
-- of rank round(p * n + 0.5) (stats_percentile in src/stats.c). requests_per_second is the whole run's;
-- bytes_per_second likewise (wrk's K and M are powers of 1024). failed counts answers that are not 2xx or 3xx
-- and socket errors. Each connection waits for its answer before it asks again.
WITH line AS (
    SELECT line, row_number() OVER () AS place
    FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '',
                  escape = '', auto_detect = false, strict_mode = false)
),
run AS (
    SELECT any_value(regexp_extract(line, ' test @ (.+)', 1)) FILTER (WHERE place = 1) AS series,
           any_value(TRY_CAST(regexp_extract(line, '^ +(\d+) requests in ', 1) AS BIGINT))
               FILTER (WHERE line LIKE '% requests in %') AS requests,
           CASE WHEN count(*) FILTER (WHERE line LIKE 'Transfer/sec:%') = 1 THEN true
                ELSE error('The output of wrk ends before its line Transfer/sec.') END AS whole
    FROM line
),
word AS (
    SELECT line, regexp_extract_all(trim(line), '[^ ]+') AS w FROM line
),
printed AS (
    SELECT 'time' AS metric, 'us' AS unit, unnest(['mean', 'stddev', 'max']) AS statistic, unnest(w[2:4]) AS text
    FROM word WHERE line LIKE '    Latency  %'
    UNION ALL
    SELECT 'time', 'us', CASE w[1] WHEN '50%' THEN 'median' ELSE 'p' || rtrim(w[1], '%') END, w[2]
    FROM word WHERE regexp_matches(line, '^ +[\d.]+% +[\d.]+(us|ms|s|m|h)')
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
SELECT series, metric, unit, MAP {'statistic': statistic} AS params, 0 AS run, 0 AS iteration,
       CAST(CAST(regexp_extract(text, '^[\d.]+') AS DECIMAL(24, 2)) * CASE regexp_extract(text, '[A-Za-z]+$')
           WHEN 'ms' THEN 1000 WHEN 's' THEN 1000000 WHEN 'm' THEN 60000000 WHEN 'h' THEN 3600000000
           WHEN 'KB' THEN 1024 WHEN 'MB' THEN 1048576 WHEN 'GB' THEN 1073741824 ELSE 1 END AS DOUBLE) AS value,
       requests AS weight, false AS warmup, 'summary' AS kind
FROM printed, run
WHERE whole

-- facts
SELECT 'failed', CAST(coalesce(sum(list_sum([CAST(n AS BIGINT) FOR n IN
    regexp_extract_all(split_part(line, ':', 2), '\d+')])), 0) AS VARCHAR)
FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
              auto_detect = false, strict_mode = false)
WHERE line LIKE '  Non-2xx or 3xx responses:%' OR line LIKE '  Socket errors:%'

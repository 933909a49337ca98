-- title: ApacheBench, percentages served
-- written-by: ab -n 1000 -c 8 -e FILE URL
-- described-at: https://httpd.apache.org/docs/2.4/programs/ab.html
-- found-by: text \APercentage served,Time in ms\n
-- loop: closed
--
-- Statistics only: one series, the time in milliseconds within which each percentage of the requests was served,
-- printed to the microsecond. With n requests sorted, ab prints the one of rank 1 + round(p * n) (support/ab.c);
-- that of 0 % is the shortest, that of
-- 100 % (not in older versions) the longest. The number of requests is not in the file.
WITH row AS (
    SELECT percentage, ms
    FROM read_csv($file, delim = ',', header = true, auto_detect = false, strict_mode = true,
                  columns = {'percentage': 'BIGINT', 'ms': 'VARCHAR'})
),
whole AS (
    SELECT CASE WHEN count(*) = 1 + max(percentage) AND max(percentage) >= 99
                     AND bool_and(regexp_matches(ms, '^\d+\.\d{3}$')) THEN true
                ELSE error('The file ends before its last line of 99 or 100 percent.') END AS whole
    FROM row
)
SELECT 'requests' AS series, 'time' AS metric, 'ms' AS unit,
       MAP {'statistic': CASE percentage WHEN 0 THEN 'min' WHEN 50 THEN 'median' WHEN 100 THEN 'max'
                               ELSE 'p' || percentage END} AS params,
       0 AS run, 0 AS iteration, CAST(ms AS DOUBLE) AS value, NULL::BIGINT AS weight, false AS warmup,
       'summary' AS kind
FROM row, whole
WHERE whole

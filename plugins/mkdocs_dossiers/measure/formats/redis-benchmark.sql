-- title: redis-benchmark CSV
-- written-by: redis-benchmark --csv > FILE
-- described-at: https://redis.io/docs/latest/operate/oss_and_stack/management/optimization/benchmarks/
-- found-by: csv "test","rps","avg_latency_ms","min_latency_ms","p50_latency_ms","p95_latency_ms","p99_latency_ms"
-- found-by: text \A"(?:PING_INLINE|PING_(?:M?BULK)|[A-Z]+(?: \([^"]*\))?)","\d+\.\d\d"\n
-- loop: closed
--
-- One series per test, as printed. requests_per_second is one sample, over the whole test; time has statistics only, in
-- ms, rounded to 0.001: minimum, mean, maximum and percentiles, of a histogram of three digits' precision and of rank
-- p n + 1/2 (hdr_value_at_percentile), and does not say of how many requests. Before Redis 6.2 there was no header, and
-- nothing but the requests per second. The end cannot be told: a file cut between two lines looks whole.
WITH line AS (
    SELECT row_number() OVER () AS i, rtrim(line, chr(13)) AS line
    FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
                  auto_detect = false, strict_mode = false)
    WHERE line NOT LIKE '"test","rps",%' AND trim(line) != ''
),
field AS (
    SELECT i, string_split(line[2:-2], '","') AS v,
           CASE WHEN regexp_matches(line, '^".*","[\d.]+"$') AND len(v) IN (2, 8)
                     AND len(v) = first_value(len(v)) OVER (ORDER BY i)
                THEN true ELSE error('line ' || i || ' is not complete: ' || line) END AS whole
    FROM line
)
SELECT v[1] AS series, 'requests_per_second' AS metric, 'request/s' AS unit, MAP {}::MAP(VARCHAR, VARCHAR) AS params,
       row_number() OVER (PARTITION BY v[1] ORDER BY i) - 1 AS run, 0 AS iteration, CAST(v[2] AS DOUBLE) AS value,
       1 AS weight, false AS warmup, 'sample' AS kind
FROM field
WHERE whole
UNION ALL
SELECT v[1], 'time', 'ms', MAP {'statistic': s.name}, 0, 0, CAST(s.value AS DOUBLE), NULL, false, 'summary'
FROM (SELECT v, unnest([{'name': 'mean', 'value': v[3]}, {'name': 'min', 'value': v[4]}, {'name': 'p50', 'value': v[5]},
                        {'name': 'p95', 'value': v[6]}, {'name': 'p99', 'value': v[7]}, {'name': 'max', 'value': v[8]}])
                 AS s
      FROM field WHERE whole AND len(v) > 2)

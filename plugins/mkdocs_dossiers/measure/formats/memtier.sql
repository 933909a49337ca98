-- title: memtier_benchmark JSON
-- written-by: memtier_benchmark --json-out-file FILE
-- described-at: https://github.com/redis/memtier_benchmark#readme
-- found-by: json configuration.key_pattern configuration.ratio configuration.key_prefix
-- loop: closed
--
-- One series per kind of request, as printed: Sets, Gets, Waits, and Totals; those never sent are left out. Whole run,
-- one sample each: operations_per_second and bytes_per_second (in KiB/s). time has statistics only, in ms rounded to
-- 0.001: mean, and from version 1.4 on minimum, maximum and the percentiles asked for, of a histogram of three digits'
-- precision and rank p n + 1/2 (hdr_value_at_percentile). Several runs (-x) are read when all are printed.
WITH run AS (
    SELECT e.key AS name, CAST(e.value AS MAP(VARCHAR, JSON)) AS stats
    FROM (SELECT unnest(map_entries(document)) AS e
          FROM read_json($file, format = 'auto', records = false, maximum_object_size = $size,
                         columns = {document: 'MAP(VARCHAR, JSON)'}))
    WHERE e.key = 'ALL STATS' OR regexp_matches(e.key, '^RUN #\d+ RESULTS$')
),
kind AS (
    SELECT coalesce(TRY_CAST(regexp_extract(name, '\d+', 0) AS INT), 1) - 1 AS run, s.key AS series, s.value AS v,
           count(*) OVER (PARTITION BY s.key) AS runs
    FROM (SELECT name, unnest(map_entries(stats)) AS s FROM run)
    WHERE json_type(s.value) = 'OBJECT' AND CAST(s.value->>'$."Ops/sec"' AS DOUBLE) > 0
),
statistic AS (
    SELECT series, v, unnest(map_entries(map_concat(
        MAP {'mean': coalesce(v->>'Average Latency', v->>'Latency'), 'min': v->>'Min Latency', 'max': v->>'Max Latency'},
        map_from_entries([(regexp_replace(regexp_replace(e.key, '0+$', ''), '\.$', ''), e.value->>'$')
                          FOR e IN map_entries(CAST(v->'Percentile Latencies' AS MAP(VARCHAR, JSON)))
                          IF starts_with(e.key, 'p')])))) AS s
    FROM kind WHERE runs = 1
)
SELECT series, m.name AS metric, m.unit AS unit, MAP {}::MAP(VARCHAR, VARCHAR) AS params, run, 0 AS iteration,
       CAST(m.value AS DOUBLE) AS value, 1 AS weight, false AS warmup, 'sample' AS kind
FROM (SELECT *, unnest([{'name': 'operations_per_second', 'unit': 'op/s', 'value': v->>'$."Ops/sec"'},
                        {'name': 'bytes_per_second', 'unit': 'KiB/s', 'value': v->>'$."KB/sec"'}]) AS m FROM kind)
UNION ALL
SELECT series, 'time', 'ms', MAP {'statistic': s.key}, 0, 0, CAST(s.value AS DOUBLE), CAST(v->>'Count' AS BIGINT), false,
       'summary'
FROM statistic
WHERE s.value IS NOT NULL

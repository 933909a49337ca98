-- title: MLPerf LoadGen detail log
-- written-by: MLPerf LoadGen (mlperf_log_detail.txt)
-- described-at: https://github.com/mlcommons/inference/tree/master/loadgen
-- found-by: text \A:::MLLOG \{"key": "loadgen_version", "value": "
--
-- Statistics only: series is the scenario, metrics and statistics are those of the summary, and weight is the
-- number of samples, for query_time (MultiStream) that of queries. time in nanoseconds: mean (fraction dropped), min, max and percentiles; LoadGen's percentile
-- is the latency of rank 1 + floor(p * n) (as its trace log shows); that of 50 is named median. A log without
-- result_99.90_percentile_latency_ns is not whole.
WITH entry AS (
    SELECT m->>'key' AS key, m->>'value' AS text
    FROM (SELECT CAST(substr(line, 10) AS JSON) AS m
          FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '',
                        escape = '', auto_detect = false, strict_mode = false))
),
run AS (
    SELECT any_value(text) FILTER (WHERE key = 'effective_scenario') AS series,
           any_value(TRY_CAST(text AS BIGINT)) FILTER (WHERE key = 'result_query_count') AS queries,
           any_value(TRY_CAST(text AS BIGINT)) FILTER (WHERE key = 'effective_samples_per_query') AS each,
           CASE WHEN count(*) FILTER (WHERE key = 'result_99.90_percentile_latency_ns') > 0 THEN true
                ELSE error('The log ends before result_99.90_percentile_latency_ns.') END AS whole
    FROM entry
),
printed AS (
    SELECT CASE WHEN key LIKE '%query_latency%' THEN 'query_time' ELSE 'time' END AS metric, 'ns' AS unit, text,
           CASE WHEN key LIKE '%percentile%' THEN CASE WHEN key LIKE 'result_50.00_%' THEN 'median'
                     ELSE 'p' || regexp_replace(regexp_extract(key, '_([\d.]+)_', 1), '\.?0*$', '') END
                ELSE regexp_extract(key, '_(min|max|mean)_', 1) END AS statistic
    FROM entry WHERE regexp_matches(key, '^result_((min|max|mean)(_query)?|[\d.]+_percentile(_per_query)?)_latency_ns$')
    UNION ALL
    SELECT regexp_replace(substr(key, 8), '_sec$', '_second'),
           CASE WHEN key LIKE '%qps%' THEN 'query/s' ELSE 'sample/s' END, text, 'mean'
    FROM entry WHERE regexp_matches(key, '^result_(qps_|(\w+_)?samples_per_sec)')
)
SELECT series, metric, unit, MAP {'statistic': statistic} AS params, 0 AS run, 0 AS iteration,
       CAST(text AS DOUBLE) AS value, CASE metric WHEN 'time' THEN queries * each ELSE queries END AS weight,
       false AS warmup, 'summary' AS kind
FROM printed, run
WHERE whole

-- facts
SELECT CASE m->>'key' WHEN 'loadgen_version' THEN 'tool' ELSE 'date' END AS key,
       CASE m->>'key' WHEN 'loadgen_version' THEN 'MLPerf LoadGen ' || split_part(m->>'value', ' ', 1)
                      ELSE m->>'value' END AS value
FROM (SELECT CAST(substr(line, 10) AS JSON) AS m
      FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
                    auto_detect = false, strict_mode = false))
WHERE m->>'key' IN ('loadgen_version', 'test_datetime')

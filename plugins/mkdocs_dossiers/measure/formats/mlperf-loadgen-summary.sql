-- title: MLPerf LoadGen summary
-- written-by: MLPerf LoadGen (mlperf_log_summary.txt)
-- described-at: https://github.com/mlcommons/inference/tree/master/loadgen
-- found-by: text \A=+\nMLPerf Results Summary\n=+\nSUT name : 
--
-- Statistics only: series is the scenario. time in nanoseconds: mean (fraction dropped), min, max and percentiles;
-- LoadGen's percentile is the latency of rank 1 + floor(p * n) (as its trace log shows); that of 50 is named median.
-- MultiStream's is that of a whole query, so its metric is query_time. The scenario's own rates are metrics: samples_per_second, completed_ and
-- scheduled_samples_per_second, qps_with_ and qps_without_loadgen_overhead. The number of queries is not in it,
-- nor the version.
WITH line AS (
    SELECT line
    FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '',
                  escape = '', auto_detect = false, strict_mode = false)
),
run AS (
    SELECT any_value(regexp_extract(line, ': (\w+)', 1)) FILTER (WHERE line LIKE 'Scenario :%') AS series,
           CASE WHEN count(*) FILTER (WHERE regexp_matches(line, '(errors? encountered|ERRORS? encountered)')) > 0
                THEN true ELSE error('The summary ends before it says whether there were errors.') END AS whole
    FROM line
),
pair AS (
    SELECT trim(regexp_extract(line, '^([^:]+):', 1)) AS name, regexp_extract(line, ': *([\d.]+)$', 1) AS text
    FROM line
    WHERE regexp_matches(line, '^[A-Z0-9][^:]*: *[\d.]+$')
),
printed AS (
    SELECT CASE series WHEN 'MultiStream' THEN 'query_time' ELSE 'time' END AS metric, 'ns' AS unit, text,
           CASE WHEN name LIKE '%percentile latency%' THEN CASE WHEN name LIKE '50.00 %' THEN 'median'
                     ELSE 'p' || regexp_replace(regexp_extract(name, '^[\d.]+'), '\.?0*$', '') END
                ELSE lower(regexp_extract(name, '^\w+')) END AS statistic
    FROM pair, run WHERE regexp_matches(name, '^((Min|Max|Mean)|[\d.]+ percentile) latency \(ns\)$')
    UNION ALL
    SELECT lower(replace(replace(name, 'w/o', 'without'), 'w/', 'with').replace(' ', '_')),
           CASE WHEN name LIKE 'QPS%' THEN 'query/s' ELSE 'sample/s' END, text, 'mean'
    FROM pair WHERE regexp_matches(name, '^(QPS w|([A-Z]\w+ )?[Ss]amples per second)')
)
SELECT series, metric, unit, MAP {'statistic': statistic} AS params, 0 AS run, 0 AS iteration,
       CAST(text AS DOUBLE) AS value, NULL::BIGINT AS weight, false AS warmup, 'summary' AS kind
FROM printed, run
WHERE whole

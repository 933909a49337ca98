-- title: JMH
-- written-by: java -jar benchmarks.jar -rf json -rff FILE
-- described-at: https://github.com/openjdk/jmh
-- found-by: json [].benchmark [].mode [].primaryMetric
--
-- One series per benchmark method, told apart by its parameters and its mode where the name repeats. A run is a
-- fork, a sample one measured iteration; in mode sample one invocation, of which the file counts equal ones.
-- Throughput is the metric `throughput`; the modes avgt, sample and ss measure `time` per operation. Secondary
-- metrics keep their names; JMH's MB is 2^20 bytes; percentiles of single iterations, listed there, are left out.
-- The score is the arithmetic mean of the samples, 0.0 / 50.0 / 100.0 are minimum, median and maximum. Others
-- interpolate at p(n+1)/100 (org.openjdk.jmh.util.Statistics, Hyndman and Fan's type 6) and are named
-- `p90-type6` and so on. Warm-up iterations are not in the file.
WITH result AS (
    SELECT *
    FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
        benchmark: 'VARCHAR', mode: 'VARCHAR', params: 'MAP(VARCHAR, VARCHAR)',
        primaryMetric: 'STRUCT(score DOUBLE, scorePercentiles MAP(VARCHAR, DOUBLE), scoreUnit VARCHAR,
                               rawData DOUBLE[][], rawDataHistogram DOUBLE[][][][])',
        secondaryMetrics: 'MAP(VARCHAR, STRUCT(scoreUnit VARCHAR, rawData DOUBLE[][],
                                               rawDataHistogram DOUBLE[][][][]))'})
),
named AS (
    SELECT benchmark || CASE WHEN count(*) OVER (PARTITION BY benchmark, mode) = 1 OR params IS NULL THEN ''
                             ELSE ' ' || CAST(params AS VARCHAR) END
                     || CASE WHEN min(mode) OVER same = max(mode) OVER same THEN '' ELSE ' ' || mode END AS series,
           coalesce(params, MAP {}) AS params, primaryMetric AS p, secondaryMetrics AS others,
           CASE WHEN primaryMetric.scoreUnit LIKE '%/op' THEN 'time' ELSE 'throughput' END AS metric
    FROM result
    WINDOW same AS (PARTITION BY benchmark)
),
metric AS (
    SELECT series, params, unnest(
               [{'name': metric, 'unit': p.scoreUnit, 'data': p.rawData, 'bins': p.rawDataHistogram}]
               || [{'name': e.key, 'unit': e.value.scoreUnit, 'data': e.value.rawData,
                    'bins': e.value.rawDataHistogram}
                   FOR e IN map_entries(coalesce(others, MAP {})) IF NOT regexp_matches(e.key, '(^|·)p[01]\.\d+$')]
           ) AS m
    FROM named
),
fork AS (
    SELECT series, params, name, unit, unnest(forks) AS iterations, generate_subscripts(forks, 1) - 1 AS run
    FROM (SELECT series, params, m.name AS name, m.unit AS unit,
                 coalesce(m.bins, [[[[x, 1]] FOR x IN f] FOR f IN m.data]) AS forks
          FROM metric)
),
iteration AS (
    SELECT * EXCLUDE (iterations), unnest(iterations) AS bins, generate_subscripts(iterations, 1) - 1 AS i FROM fork
),
bin AS (
    SELECT * EXCLUDE (bins), unnest(bins) AS b FROM iteration
),
value AS (
    SELECT series, params, name, unit, run, i, b[1] AS value, 1 AS weight, 'sample' AS kind
    FROM (SELECT *, unnest(range(CAST(b[2] AS BIGINT))) FROM bin)
    UNION ALL
    SELECT series, MAP {'statistic': s.name}, metric, p.scoreUnit, 0, 0, s.value, n, 'summary'
    FROM (
        SELECT metric, series, p,
               coalesce(len(flatten(p.rawData)), list_sum([b[2] FOR b IN flatten(flatten(p.rawDataHistogram))])) AS n,
               unnest([{'name': 'mean', 'value': p.score}] || [{
                   'name': CASE e.key WHEN '0.0' THEN 'min' WHEN '50.0' THEN 'median' WHEN '100.0' THEN 'max'
                           ELSE 'p' || regexp_replace(e.key, '\.0$', '') || '-type6' END, 'value': e.value}
                   FOR e IN map_entries(p.scorePercentiles)]) AS s
        FROM named
    )
)
SELECT series, name AS metric,
       CASE WHEN unit = 'MB/sec' THEN 'MiB/s' WHEN unit = 'counts' THEN 'count' WHEN unit LIKE '#%' THEN 'count'
            WHEN regexp_matches(unit, '^(ns|us|ms|s|min|hr|day)/op$') THEN replace(unit[:-4], 'hr', 'h')
            ELSE unit END AS unit,
       params, run, i AS iteration, value, weight, false AS warmup, kind
FROM value
WHERE NOT isnan(value)

-- facts
SELECT 'tool' AS key, 'JMH ' || any_value(jmhVersion) AS value
FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {jmhVersion: 'VARCHAR'})

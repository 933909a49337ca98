-- title: Vitest benchmarks
-- written-by: vitest bench --run --outputJson FILE
-- described-at: https://v3.vitest.dev/guide/features.html#benchmarking
-- found-by: json files[].filepath files[].groups[].fullName files[].groups[].benchmarks
--
-- One series per benchmark: file, groups and name, joined by " > ". Statistics only, in ms per call, of sampleCount
-- calls: Vitest leaves its samples empty. Minimum, mean, median, maximum, standard deviation and percentiles, by the
-- nearest rank (tinybench 2, which Vitest runs: the value at ceil(p n) - 1). operations_per_second is one over the
-- mean. Warm-up is not in the file. Vitest 5 no longer writes this file.
WITH task AS (
    SELECT g.fullName AS "group", unnest(g.benchmarks) AS b
    FROM (SELECT unnest(f.groups) AS g
          FROM (SELECT unnest(files) AS f
                FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
                    files: 'STRUCT(groups STRUCT(fullName VARCHAR, benchmarks STRUCT(
                        name VARCHAR, min DOUBLE, max DOUBLE, mean DOUBLE, median DOUBLE, sd DOUBLE, hz DOUBLE,
                        p75 DOUBLE, p99 DOUBLE, p995 DOUBLE, p999 DOUBLE,
                        sampleCount BIGINT)[])[])[]'})))
),
statistic AS (
    SELECT "group" || ' > ' || b.name AS series, b.sampleCount AS n, unnest([
        {'metric': 'time', 'unit': 'ms', 'name': 'mean', 'value': b.mean},
        {'metric': 'time', 'unit': 'ms', 'name': 'median', 'value': b.median},
        {'metric': 'time', 'unit': 'ms', 'name': 'min', 'value': b.min},
        {'metric': 'time', 'unit': 'ms', 'name': 'max', 'value': b.max},
        {'metric': 'time', 'unit': 'ms', 'name': 'stddev', 'value': b.sd},
        {'metric': 'time', 'unit': 'ms', 'name': 'p75', 'value': b.p75},
        {'metric': 'time', 'unit': 'ms', 'name': 'p99', 'value': b.p99},
        {'metric': 'time', 'unit': 'ms', 'name': 'p99.5', 'value': b.p995},
        {'metric': 'time', 'unit': 'ms', 'name': 'p99.9', 'value': b.p999},
        {'metric': 'operations_per_second', 'unit': 'op/s', 'name': 'mean', 'value': b.hz}], recursive := true)
    FROM task
)
SELECT series, metric, unit, MAP {'statistic': name} AS params, 0 AS run, 0 AS iteration, value, n AS weight,
       false AS warmup, 'summary' AS kind
FROM statistic
WHERE value IS NOT NULL

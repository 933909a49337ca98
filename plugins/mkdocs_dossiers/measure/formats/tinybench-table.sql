-- title: tinybench table
-- written-by: JSON.stringify(bench.table())
-- described-at: https://github.com/tinylibs/tinybench#readme
-- found-by: text "Task [Nn]ame"\s{0,9}:\s{0,9}"(?:[^"\\\n]|\\.)*",\s{0,99}"(?:Latency avg|ops/sec)
--
-- Statistics only, as printed for people, rounded: mean and median of the time in ns, mean and median of
-- operations_per_second, of so many samples. Before version 3 the mean, unrounded, and operations per second.
WITH task AS (
    SELECT coalesce(cell['Task name'], cell['Task Name']) AS series, CAST(cell['Samples'] AS BIGINT) AS n, cell
    FROM read_json($file, format = 'array', records = false, maximum_object_size = $size,
                   columns = {cell: 'MAP(VARCHAR, VARCHAR)'})
),
statistic AS (
    SELECT series, n, unnest([
        {'metric': 'time', 'unit': 'ns', 'name': 'mean',
         'value': coalesce(cell['Latency avg (ns)'], cell['Average Time (ns)'])},
        {'metric': 'time', 'unit': 'ns', 'name': 'median', 'value': cell['Latency med (ns)']},
        {'metric': 'operations_per_second', 'unit': 'op/s', 'name': 'mean',
         'value': coalesce(cell['Throughput avg (ops/s)'], cell['ops/sec'])},
        {'metric': 'operations_per_second', 'unit': 'op/s', 'name': 'median', 'value': cell['Throughput med (ops/s)']}],
        recursive := true)
    FROM task
    WHERE n IS NOT NULL
)
SELECT series, metric, unit, MAP {'statistic': name} AS params, 0 AS run, 0 AS iteration,
       CAST(replace(split_part(value, ' ', 1), ',', '') AS DOUBLE) AS value, n AS weight, false AS warmup,
       'summary' AS kind
FROM statistic
WHERE value IS NOT NULL

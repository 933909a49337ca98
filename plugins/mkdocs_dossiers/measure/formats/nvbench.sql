-- title: NVBench JSON
-- written-by: BENCHMARK --json FILE
-- described-at: https://github.com/NVIDIA/nvbench/blob/main/docs/cli_help.md
-- found-by: json meta.version.nvbench devices benchmarks[].states
--
-- Statistics only: one series per state, as benchmark, device and values of its axes. time is that of the GPU, measured
-- with events around isolated launches (NVBench's cold measurement), cpu_time that of the host around the same; the
-- statistics are mean, minimum, maximum, median and quartiles as far as the version writes them, in seconds, of so many
-- samples. batch_time is the mean over launches back to back, which are one sample. time_noise is the relative standard
-- deviation. Rates (items and bytes per second) follow from the mean. Skipped states are left out. With --jsonbin the
-- samples lie in files of their own beside this one, which are not read.
WITH state AS (
    SELECT b.name AS benchmark, unnest(b.states) AS s
    FROM (SELECT unnest(benchmarks) AS b
          FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
              benchmarks: 'STRUCT(name VARCHAR, states STRUCT(name VARCHAR, device BIGINT, is_skipped BOOLEAN,
                  axis_values STRUCT(name VARCHAR, "value" VARCHAR)[],
                  summaries STRUCT(tag VARCHAR, data STRUCT(name VARCHAR, "value" VARCHAR)[])[])[])[]'}))
),
measured AS (
    SELECT rtrim(benchmark || ' ' || s.name) AS series,
           map_from_entries([(a.name, a.value) FOR a IN coalesce(s.axis_values, [])]) AS params,
           map_from_entries([(m.tag, [d.value FOR d IN m.data IF d.name = 'value'][1]) FOR m IN s.summaries]) AS tag
    FROM state
    WHERE NOT coalesce(s.is_skipped, false) AND s.summaries IS NOT NULL
),
metric AS (
    SELECT series, tag, unnest([
        {'name': 'time', 'unit': 's', 'prefix': 'nv/cold/time/gpu/', 'n': 'nv/cold/sample_size'},
        {'name': 'cpu_time', 'unit': 's', 'prefix': 'nv/cold/time/cpu/', 'n': 'nv/cold/sample_size'},
        {'name': 'time', 'unit': 's', 'prefix': 'nv/cpu_only/time/cpu/', 'n': 'nv/cpu_only/sample_size'},
        {'name': 'batch_time', 'unit': 's', 'prefix': 'nv/batch/time/gpu/', 'n': 'nv/batch/sample_size'},
        {'name': 'items_per_second', 'unit': 'item/s', 'prefix': 'nv/cold/bw/item_rate', 'n': 'nv/cold/sample_size'},
        {'name': 'bytes_per_second', 'unit': 'B/s', 'prefix': 'nv/cold/bw/global/bytes_per_second',
         'n': 'nv/cold/sample_size'}]) AS m
    FROM measured
),
statistic AS (
    SELECT series, m.name AS metric, m.unit AS unit, CAST(tag[m.n] AS BIGINT) AS n, unnest([
        {'name': 'mean', 'value': tag[m.prefix || 'mean']}, {'name': 'min', 'value': tag[m.prefix || 'min']},
        {'name': 'max', 'value': tag[m.prefix || 'max']}, {'name': 'median', 'value': tag[m.prefix || 'median']},
        {'name': 'stddev', 'value': tag[m.prefix || 'stdev/absolute']},
        {'name': 'rate of the mean', 'value': tag[m.prefix]}]) AS s
    FROM metric
    UNION ALL
    SELECT series, m.name || '_noise', 'x', CAST(tag[m.n] AS BIGINT),
           {'name': 'relative standard deviation', 'value': tag[m.prefix || 'stdev/relative']}
    FROM metric
)
SELECT series, metric, unit, MAP {'statistic': s.name} AS params, 0 AS run, 0 AS iteration,
       CAST(s.value AS DOUBLE) AS value, n AS weight, false AS warmup, 'summary' AS kind
FROM statistic
WHERE s.value IS NOT NULL

-- facts
SELECT unnest(map_entries(MAP {
    'tool': 'NVBench ' || meta.version.nvbench.string}), recursive := true)
FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
    meta: 'STRUCT("version" STRUCT(nvbench STRUCT("string" VARCHAR)))'})

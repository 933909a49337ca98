-- title: pytest-benchmark
-- written-by: pytest --benchmark-json FILE, or --benchmark-autosave [--benchmark-save-data]
-- described-at: https://pytest-benchmark.readthedocs.io
-- found-by: json machine_info benchmarks[].fullname
-- found-by: json benchmarks[].fullname benchmarks[].stats.rounds
--
-- One series per benchmark, by its name (by its full name where two files use the same one). One sample per
-- round: the mean time of the round's iterations, which are its weight, in seconds. Warm-up rounds are not in the file. Saved
-- without data, it holds statistics only. Its median is that of Python's statistics module.
WITH benchmark AS (
    SELECT unnest(benchmarks) AS b
    FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
        benchmarks: 'STRUCT(name VARCHAR, fullname VARCHAR, params JSON, stats STRUCT(
            min DOUBLE, max DOUBLE, mean DOUBLE, median DOUBLE, rounds BIGINT, iterations BIGINT,
            data DOUBLE[]))[]'})
),
named AS (
    SELECT CASE WHEN count(*) OVER (PARTITION BY b.name) = 1 THEN b.name ELSE b.fullname END AS series,
           b.stats AS stats
    FROM benchmark
),
sample AS (
    SELECT series, stats, generate_subscripts(stats.data, 1) AS i FROM named
)
SELECT series, 'time' AS metric, 's' AS unit, MAP {}::MAP(VARCHAR, VARCHAR) AS params,
       0 AS run, i - 1 AS iteration, stats.data[i] AS value,
       coalesce(stats.iterations, 1) AS weight, false AS warmup, 'sample' AS kind
FROM sample
UNION ALL
SELECT series, 'time', 's', MAP {'statistic': s.name}, 0, 0, s.value, stats.rounds, false, 'summary'
FROM (
    SELECT series, stats, unnest([{'name': 'mean', 'value': stats.mean},
                                  {'name': 'median', 'value': stats.median},
                                  {'name': 'min', 'value': stats.min},
                                  {'name': 'max', 'value': stats.max}]) AS s
    FROM named
)
WHERE s.value IS NOT NULL

-- facts
SELECT unnest(map_entries(MAP {
    'tool': 'pytest-benchmark ' || version, 'date': datetime, 'host': machine_info.node,
    'cpu': machine_info.cpu.brand_raw, 'commit': commit_info.id, 'dirty': commit_info.dirty}), recursive := true)
FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
    version: 'VARCHAR', datetime: 'VARCHAR',
    machine_info: 'STRUCT(node VARCHAR, cpu STRUCT(brand_raw VARCHAR))',
    commit_info: 'STRUCT(id VARCHAR, dirty VARCHAR)'})

-- read together
SELECT *
FROM read_json($files, filename = true, format = 'unstructured', maximum_sample_files = 1,
               maximum_object_size = $size, columns = {
    benchmarks: 'STRUCT(name VARCHAR, fullname VARCHAR, params JSON, stats STRUCT(
        min DOUBLE, max DOUBLE, mean DOUBLE, median DOUBLE, rounds BIGINT, iterations BIGINT,
        data DOUBLE[]))[]',
    version: 'VARCHAR', datetime: 'VARCHAR',
    machine_info: 'STRUCT(node VARCHAR, cpu STRUCT(brand_raw VARCHAR))',
    commit_info: 'STRUCT(id VARCHAR, dirty VARCHAR)'})

-- together
WITH benchmark AS (
    SELECT filename AS file, unnest(benchmarks) AS b
    FROM read_together
),
named AS (
    SELECT file, CASE WHEN count(*) OVER (PARTITION BY file, b.name) = 1 THEN b.name ELSE b.fullname END AS series,
           b.stats AS stats
    FROM benchmark
)
SELECT file, series, 'time' AS metric, 's' AS unit, NULL::VARCHAR AS statistic, 0 AS run, unnest(stats.data) AS value,
       coalesce(stats.iterations, 1) AS weight, false AS warmup, 'sample' AS kind
FROM named
UNION ALL
SELECT file, series, 'time', 's', s.name, 0, s.value, stats.rounds, false, 'summary'
FROM (
    SELECT file, series, stats, unnest([{'name': 'mean', 'value': stats.mean},
                                        {'name': 'median', 'value': stats.median},
                                        {'name': 'min', 'value': stats.min},
                                        {'name': 'max', 'value': stats.max}]) AS s
    FROM named
)
WHERE s.value IS NOT NULL

-- facts together
SELECT filename AS file, unnest(map_entries(MAP {
    'tool': 'pytest-benchmark ' || version, 'date': datetime, 'host': machine_info.node,
    'cpu': machine_info.cpu.brand_raw, 'commit': commit_info.id, 'dirty': commit_info.dirty}), recursive := true)
FROM read_together

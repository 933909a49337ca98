-- title: Google Benchmark
-- written-by: ./bench --benchmark_out=FILE --benchmark_out_format=json [--benchmark_repetitions=N]
-- described-at: https://github.com/google/benchmark/blob/main/docs/user_guide.md#output-formats
-- found-by: json context.num_cpus context.library_build_type benchmarks[].name benchmarks[].iterations
--
-- One series per benchmark, by its run name; one sample per repetition: the mean over its iterations. The
-- metric `time` is the column Time of the tool (real_time), `cpu_time` the column CPU; every counter is a
-- metric of its own name, without a unit unless the tool gives it one. Skipped and failed repetitions, and
-- counters that are NaN, hold no value. Aggregates (mean, median, stddev with n-1) are statistics over the
-- repetitions; those of a user's own definition are called `custom NAME`, and cv, BigO and RMS, which have
-- another unit, are left out. Before version 1.5 the file marks aggregates only by the ending of their name.
-- Warm-up is not in the file.
WITH entry AS (
    SELECT unnest(benchmarks) AS b, generate_subscripts(benchmarks, 1) AS i
    FROM read_json($file, format = 'auto', maximum_object_size = $size,
                   columns = {benchmarks: 'MAP(VARCHAR, VARCHAR)[]'})
),
named AS (
    SELECT b, i, coalesce(b['run_name'], regexp_replace(b['name'], '_(mean|median|stddev|cv|BigO|RMS)$', '')) AS name,
           coalesce(b['run_type'] = 'aggregate', b['run_name'] <> b['name'],
                    regexp_matches(b['name'], '_(mean|median|stddev|cv|BigO|RMS)$')) AS aggregate,
           coalesce(b['aggregate_name'], regexp_extract(b['name'], '_([A-Za-z]+)$', 1)) AS statistic
    FROM entry
    WHERE coalesce(b['error_occurred'], 'false') <> 'true' AND coalesce(b['skipped'], 'false') <> 'true'
          AND coalesce(b['aggregate_unit'], 'time') = 'time' AND b['real_time'] IS NOT NULL
),
told AS (
    SELECT *, name || CASE WHEN min(b['family_index']) OVER same = max(b['family_index']) OVER same
                                OR b['family_index'] IS NULL
                           THEN '' ELSE ' #' || b['family_index'] END AS series,
           row_number() OVER (PARTITION BY name, b['family_index'], aggregate ORDER BY i) - 1 AS place
    FROM named
    WINDOW same AS (PARTITION BY name)
),
value AS (
    SELECT *, unnest(map_entries(b)) AS e FROM told
)
SELECT series, CASE e.key WHEN 'real_time' THEN 'time' ELSE e.key END AS metric,
       CASE WHEN e.key IN ('real_time', 'cpu_time') THEN b['time_unit']
            WHEN e.key IN ('max_bytes_used', 'total_allocated_bytes', 'net_heap_growth') THEN 'B'
            WHEN e.key = 'allocs_per_iter' THEN 'count'
            WHEN e.key = 'bytes_per_second' THEN 'B/s'
            WHEN e.key = 'items_per_second' THEN 'item/s' END AS unit,
       CASE WHEN NOT aggregate THEN map_from_entries([x FOR x IN map_entries(b) IF x.key IN ('threads', 'label')])
            WHEN statistic IN ('mean', 'median', 'min', 'max', 'stddev') THEN MAP {'statistic': statistic}
            ELSE MAP {'statistic': 'custom ' || statistic} END AS params,
       CASE WHEN aggregate THEN 0 ELSE coalesce(CAST(b['repetition_index'] AS BIGINT), place) END AS run,
       0 AS iteration, CAST(e.value AS DOUBLE) AS value,
       CASE WHEN NOT aggregate OR b['run_type'] IS NOT NULL THEN CAST(b['iterations'] AS BIGINT) END AS weight,
       false AS warmup, CASE WHEN aggregate THEN 'summary' ELSE 'sample' END AS kind
FROM value
WHERE e.key NOT IN ('name', 'family_index', 'per_family_instance_index', 'run_name', 'run_type', 'repetitions',
                    'repetition_index', 'threads', 'aggregate_name', 'aggregate_unit', 'iterations', 'time_unit',
                    'error_occurred', 'error_message', 'skipped', 'skip_message', 'label')
      AND NOT isnan(CAST(e.value AS DOUBLE))

-- facts
SELECT unnest(map_entries(MAP {
    'tool': 'Google Benchmark' || coalesce(' ' || context.library_version, ''), 'date': context.date,
    'host': context.host_name, 'commit': context.commit}), recursive := true)
FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
    context: 'STRUCT(library_version VARCHAR, date VARCHAR, host_name VARCHAR, "commit" VARCHAR)'})

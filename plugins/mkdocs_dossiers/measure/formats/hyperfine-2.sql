-- title: hyperfine 2
-- written-by: hyperfine --export-json FILE (schema_version 2)
-- described-at: https://github.com/sharkdp/hyperfine
-- found-by: json schema_version primary_metric results[].command results[].measurements
--
-- One series per command, one sample per run and metric: wall-clock, CPU, user and system time in seconds,
-- peak resident memory in bytes. Warm-up runs are not in the file. Commands of the same name are told
-- apart by their parameters. A run that did not exit with 0 has the parameter exit_code (signal where it was killed).
WITH result AS (
    SELECT unnest(results) AS r
    FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
        results: 'STRUCT(command VARCHAR, parameters MAP(VARCHAR, STRUCT("value" VARCHAR)),
            measurements STRUCT(
                time_wall_clock STRUCT("value" DOUBLE), time_cpu STRUCT("value" DOUBLE),
                time_user STRUCT("value" DOUBLE), time_system STRUCT("value" DOUBLE),
                memory_peak_resident STRUCT("value" DOUBLE), exit_code BIGINT)[],
            summary MAP(VARCHAR, STRUCT(count BIGINT, mean DOUBLE, median DOUBLE, min DOUBLE, max DOUBLE)))[]'})
),
named AS (
    SELECT CASE WHEN count(*) OVER (PARTITION BY r.command) = 1 THEN r.command
                WHEN count(*) OVER (PARTITION BY r.command, r.parameters) > 1
                    THEN error('two results are called ' || r.command || ', and nothing tells them apart')
                ELSE r.command || ' ' || CAST(map_values(r.parameters) AS VARCHAR) END AS series,
           map_from_entries([(e.key, e.value.value) FOR e IN map_entries(r.parameters)]) AS params,
           r
    FROM result
),
metric AS (
    SELECT unnest([
        {'name': 'time', 'key': 'time_wall_clock', 'unit': 's'},
        {'name': 'time_cpu', 'key': 'time_cpu', 'unit': 's'},
        {'name': 'time_user', 'key': 'time_user', 'unit': 's'},
        {'name': 'time_system', 'key': 'time_system', 'unit': 's'},
        {'name': 'memory_peak', 'key': 'memory_peak_resident', 'unit': 'B'}]) AS m
),
sample AS (
    SELECT series, coalesce(params, MAP {}) AS params, generate_subscripts(r.measurements, 1) AS i, r.measurements AS runs FROM named
),
run AS (
    SELECT series, i, m,
           CASE WHEN runs[i].exit_code = 0 THEN params
                ELSE map_concat(params, MAP {'exit_code': coalesce(CAST(runs[i].exit_code AS VARCHAR), 'signal')}) END AS params,
           CASE m.key WHEN 'time_wall_clock' THEN runs[i].time_wall_clock.value
                      WHEN 'time_cpu' THEN runs[i].time_cpu.value
                      WHEN 'time_user' THEN runs[i].time_user.value
                      WHEN 'time_system' THEN runs[i].time_system.value
                      ELSE runs[i].memory_peak_resident.value END AS value
    FROM sample CROSS JOIN metric
)
SELECT series, m.name AS metric, m.unit AS unit, params, 0 AS run,
       i - 1 AS iteration, value, 1 AS weight, false AS warmup, 'sample' AS kind
FROM run
WHERE value IS NOT NULL
UNION ALL
SELECT series, m.name, m.unit, MAP {'statistic': s.name}, 0, 0, s.value, printed.count, false, 'summary'
FROM (
    SELECT series, m, printed, unnest([{'name': 'mean', 'value': printed.mean},
                                       {'name': 'median', 'value': printed.median},
                                       {'name': 'min', 'value': printed.min},
                                       {'name': 'max', 'value': printed.max}]) AS s
    FROM (SELECT series, m, r.summary[m.key] AS printed FROM named CROSS JOIN metric)
)
WHERE s.value IS NOT NULL

-- facts
SELECT unnest(map_entries(MAP {
    'tool': 'hyperfine ' || metadata.hyperfine_version, 'date': metadata.start_time,
    'failed': CAST(list_sum([len([m FOR m IN r.measurements IF m.exit_code IS DISTINCT FROM 0]) FOR r IN results]) AS VARCHAR)
    }), recursive := true)
FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
    metadata: 'STRUCT(hyperfine_version VARCHAR, start_time VARCHAR)',
    results: 'STRUCT(measurements STRUCT(exit_code BIGINT)[])[]'})

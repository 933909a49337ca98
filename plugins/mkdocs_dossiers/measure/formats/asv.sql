-- title: asv results
-- written-by: asv run [--record-samples] (results/<machine>/<commit>-<environment>.json)
-- described-at: https://asv.readthedocs.io/en/stable/dev.html#benchmark-suite-layout-and-file-formats
-- found-by: json commit_hash date params.machine results result_columns
-- found-by: json commit_hash date params.machine results requirements python
--
-- One series per benchmark, with its parameters in brackets as asv prints it. A recorded sample is the mean
-- time of `number` calls, in seconds. The result of a timing benchmark is the median of its samples, or the
-- mean of the middle two; without recorded samples it is all there is, and in files that keep no statistics
-- (asv 0.1) it is called `result`. Memory benchmarks (bytes) and track benchmarks yield one value; the unit of
-- a tracked value is in benchmarks.json, not here. Interpolated quartiles and 99 % bounds, both rounded, are left
-- out. The file's own date is the commit's; the fact `date` is the earliest start of a benchmark.
WITH file AS (
    SELECT result_columns AS columns, unnest(map_entries(results)) AS e
    FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
        result_columns: 'VARCHAR[]', results: 'MAP(VARCHAR, JSON)'})
),
part AS (
    SELECT e.key AS name, CASE json_type(e.value) WHEN 'ARRAY' THEN 2 WHEN 'OBJECT' THEN 1 ELSE 0 END AS layout,
           e.value AS v, CAST(CASE layout WHEN 2 THEN e.value END AS JSON[]) AS l, columns
    FROM file
),
field AS (
    SELECT name,
           CAST(CASE json_type(r) WHEN 'ARRAY' THEN r ELSE json_array(r) END AS DOUBLE[]) AS result,
           coalesce(CAST(CASE layout WHEN 2 THEN l[list_position(columns, 'params')]
                         WHEN 1 THEN v->'params' END AS VARCHAR[][]), []) AS given,
           CAST(CASE layout WHEN 2 THEN l[list_position(columns, 'samples')]
                WHEN 1 THEN v->'samples' END AS DOUBLE[][]) AS samples,
           CAST(CASE layout WHEN 2 THEN l[list_position(columns, 'stats_number')]
                WHEN 1 THEN v->'$.stats[*].number' END AS BIGINT[]) AS number,
           CAST(CASE layout WHEN 2 THEN l[list_position(columns, 'stats_repeat')]
                WHEN 1 THEN v->'$.stats[*].repeat' END AS BIGINT[]) AS repeat,
           CASE WHEN regexp_matches(name, '(^|\.)(time(raw)?_|Time(raw)?[A-Z_])[^.]*$') THEN 'time'
                WHEN regexp_matches(name, '(^|\.)(peakmem_|PeakMem[A-Z_])[^.]*$') THEN 'peakmem'
                WHEN regexp_matches(name, '(^|\.)(mem_|Mem[A-Z_])[^.]*$') THEN 'mem' ELSE 'track' END AS metric
    FROM (SELECT *, CASE layout WHEN 2 THEN l[list_position(columns, 'result')] WHEN 1 THEN v->'result' ELSE v END
                    AS r FROM part)
),
combination AS (
    SELECT name, metric, result[k] AS result, samples[k] AS samples, number[k] AS number, repeat[k] AS repeat,
           [given[j][(k - 1) // CAST(coalesce(list_aggregate([len(g) FOR g IN given[j + 1:]], 'product'), 1) AS BIGINT)
                     % len(given[j]) + 1] FOR j IN range(1, len(given) + 1)] AS chosen
    FROM (SELECT *, generate_subscripts(result, 1) AS k FROM field)
),
named AS (
    SELECT name || CASE WHEN chosen = [] THEN '' ELSE '(' || array_to_string(chosen, ', ') || ')' END AS series, metric,
           CASE metric WHEN 'time' THEN 's' WHEN 'track' THEN NULL ELSE 'B' END AS unit,
           map_from_entries([{'k': CAST(j AS VARCHAR), 'v': chosen[j]} FOR j IN range(1, len(chosen) + 1)]) AS params,
           result, samples, number, coalesce(repeat, len(samples)) AS n
    FROM combination
)
SELECT series, metric, unit, params, 0 AS run, generate_subscripts(samples, 1) - 1 AS iteration,
       unnest(samples) AS value, coalesce(number, 1) AS weight, false AS warmup, 'sample' AS kind
FROM named
UNION ALL
SELECT series, metric, unit,
       CASE WHEN metric = 'time' THEN MAP {'statistic': CASE WHEN n IS NULL THEN 'result' ELSE 'median' END}
            ELSE params END, 0, 0, result, CASE metric WHEN 'time' THEN n ELSE 1 END, false,
       CASE metric WHEN 'time' THEN 'summary' ELSE 'sample' END
FROM named
WHERE NOT isnan(result)

-- facts
SELECT unnest(map_entries(MAP {
    'tool': 'asv (results version ' || version || ')', 'commit': commit_hash, 'host': params.machine, 'cpu': params.cpu,
    'date': strftime(epoch_ms(list_min([CAST(r[list_position(result_columns, 'started_at')] AS BIGINT)
        FOR r IN map_values(CASE WHEN result_columns IS NOT NULL THEN CAST(results AS MAP(VARCHAR, JSON[])) END)])),
        '%Y-%m-%dT%H:%M:%SZ')}), recursive := true)
FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
    version: 'VARCHAR', commit_hash: 'VARCHAR', params: 'STRUCT(machine VARCHAR, cpu VARCHAR)',
    result_columns: 'VARCHAR[]', results: 'JSON'})

-- title: pyperf
-- written-by: python bench.py -o FILE, pyperf timeit -o FILE, pyperf command -o FILE
-- described-at: https://pyperf.readthedocs.io/en/latest/api.html#json-format
-- found-by: json version metadata benchmarks[].runs[].values
-- found-by: json benchmarks[].runs[].metadata benchmarks[].runs[].warmups
--
-- One series per benchmark. A run is one process, a sample one of its values, which pyperf has divided by
-- loops and inner loops already: seconds per loop (bytes with --track-memory). Warm-ups, and the runs that
-- only calibrate the number of loops, are marked as warm-up. The largest resident memory of each process
-- is a metric of its own. What all runs or benchmarks have in common pyperf moves to the level above.
-- pyperf stores no statistics. Its dates are local time.
WITH file AS (
    SELECT metadata AS m, unnest(benchmarks) AS b
    FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
        metadata: 'STRUCT(name VARCHAR, unit VARCHAR, loops BIGINT, inner_loops BIGINT,
                          mem_max_rss BIGINT, command_max_rss BIGINT)',
        benchmarks: 'STRUCT(
            metadata STRUCT(name VARCHAR, unit VARCHAR, loops BIGINT, inner_loops BIGINT,
                            mem_max_rss BIGINT, command_max_rss BIGINT),
            runs STRUCT("values" DOUBLE[], warmups DOUBLE[][], metadata STRUCT(
                loops BIGINT, inner_loops BIGINT, mem_max_rss BIGINT, command_max_rss BIGINT))[])[]'})
),
process AS (
    SELECT m, b.metadata AS n, unnest(b.runs) AS r, generate_subscripts(b.runs, 1) - 1 AS run FROM file
),
named AS (
    SELECT coalesce(n.name, m.name) AS series, coalesce(n.unit, m.unit, 'second') AS unit, run, r,
           coalesce(r.metadata.loops, n.loops, m.loops, 1) AS loops,
           coalesce(r.metadata.inner_loops, n.inner_loops, m.inner_loops, 1) AS inner_loops,
           coalesce(r.metadata.command_max_rss, n.command_max_rss, m.command_max_rss) AS command_rss,
           coalesce(r.metadata.mem_max_rss, n.mem_max_rss, m.mem_max_rss) AS own_rss
    FROM process
),
measured AS (
    SELECT series, unit, run,
           [{'value': w[2], 'weight': w[1] * inner_loops, 'warmup': true} FOR w IN coalesce(r.warmups, [])]
           || [{'value': v, 'weight': CAST(loops * inner_loops AS DOUBLE), 'warmup': false}
               FOR v IN coalesce(r.values, [])] AS list
    FROM named
),
sample AS (
    SELECT series, unit, run, generate_subscripts(list, 1) - 1 AS iteration, unnest(list) AS s FROM measured
)
SELECT series, CASE unit WHEN 'byte' THEN 'memory' WHEN 'integer' THEN 'value' ELSE 'time' END AS metric,
       CASE unit WHEN 'byte' THEN 'B' WHEN 'integer' THEN 'count' ELSE 's' END AS unit,
       MAP {}::MAP(VARCHAR, VARCHAR) AS params, run, iteration, s.value AS value, s.weight AS weight,
       s.warmup AS warmup, 'sample' AS kind
FROM sample
UNION ALL
SELECT series, CASE WHEN command_rss IS NULL THEN 'mem_max_rss' ELSE 'command_max_rss' END, 'B', MAP {}, run,
       0, coalesce(command_rss, own_rss), 1, len(coalesce(r.values, [])) = 0, 'sample'
FROM named
WHERE coalesce(command_rss, own_rss) IS NOT NULL

-- facts
SELECT unnest(map_entries(MAP {
    'tool': 'pyperf ' || coalesce(metadata.perf_version, benchmarks[1].metadata.perf_version),
    'cpu': coalesce(metadata.cpu_model_name, benchmarks[1].metadata.cpu_model_name),
    'host': coalesce(metadata.hostname, benchmarks[1].metadata.hostname),
    'date': benchmarks[1].runs[1].metadata.date}), recursive := true)
FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
    metadata: 'STRUCT(perf_version VARCHAR, cpu_model_name VARCHAR, hostname VARCHAR)',
    benchmarks: 'STRUCT(metadata STRUCT(perf_version VARCHAR, cpu_model_name VARCHAR, hostname VARCHAR),
                        runs STRUCT(metadata STRUCT(date VARCHAR))[])[]'})
UNION ALL
SELECT 'turns', CAST(to_json(list(series ORDER BY date)) AS VARCHAR)
FROM (SELECT *, lag(series) OVER (ORDER BY date) AS before
      FROM (SELECT coalesce(b.metadata.name, m.name) AS series, r.metadata.date AS date
            FROM (SELECT m, b, unnest(b.runs) AS r
                  FROM (SELECT metadata AS m, unnest(benchmarks) AS b
                        FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
                            metadata: 'STRUCT(name VARCHAR)',
                            benchmarks: 'STRUCT(metadata STRUCT(name VARCHAR),
                                runs STRUCT("values" DOUBLE[], metadata STRUCT(date VARCHAR))[])[]'})))
            WHERE len(r.values) > 0))
WHERE series IS DISTINCT FROM before
HAVING count(*) = count(date) AND count(*) BETWEEN 2 AND 10000

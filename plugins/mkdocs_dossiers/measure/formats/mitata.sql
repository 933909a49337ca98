-- title: mitata JSON
-- written-by: node BENCH.mjs > FILE, with run({format: 'json'}) (before 1.0: run({json: true}))
-- described-at: https://github.com/evanwashere/mitata#readme
-- found-by: json benchmarks[].runs[].stats.kind benchmarks[].runs[].stats.debug
-- found-by: json benchmarks[].stats.kind benchmarks[].stats.debug
--
-- One series per benchmark, by its name, after its group's where it is in one. One sample per measurement, in ns per
-- iteration; its weight is the batch, the iterations it is the mean of. mitata sorts its samples (iteration tells
-- their rank, not their order) and drops the two least and the two greatest of more than twelve (one each before 1.0).
-- heap is the bytes allocated per iteration, statistics only. Its percentiles above the median are the value at
-- floor(p (n - 1)), not the nearest rank, and are left out; p50 is the same. Benchmarks that threw are left out.
WITH file AS (
    SELECT benchmarks, layout
    FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
        layout: 'STRUCT(name VARCHAR)[]',
        benchmarks: 'STRUCT(name VARCHAR, alias VARCHAR, "group" VARCHAR, stats JSON, runs STRUCT(
            name VARCHAR, args MAP(VARCHAR, VARCHAR), stats JSON)[])[]'})
),
benchmark AS (
    SELECT coalesce(layout[TRY_CAST(b."group" AS INT) + 1].name, CASE WHEN layout IS NULL THEN b."group" END)
               AS "group",
           unnest(coalesce(b.runs, [{'name': b.name, 'args': NULL::MAP(VARCHAR, VARCHAR), 'stats': b.stats}])) AS r
    FROM (SELECT layout, unnest(benchmarks) AS b FROM file)
),
run AS (
    SELECT coalesce("group" || ' ', '') || r.name AS series, coalesce(r.args, MAP {}) AS params,
           CAST(r.stats->'samples' AS DOUBLE[]) AS samples, CAST(r.stats->>'ticks' AS BIGINT) AS ticks,
           r.stats AS stats
    FROM benchmark
    WHERE r.stats IS NOT NULL
),
statistic AS (
    SELECT series, unnest([
        {'metric': 'time', 'unit': 'ns', 'name': 'mean', 'value': stats->>'avg', 'n': len(samples)},
        {'metric': 'time', 'unit': 'ns', 'name': 'min', 'value': stats->>'min', 'n': len(samples)},
        {'metric': 'time', 'unit': 'ns', 'name': 'max', 'value': stats->>'max', 'n': len(samples)},
        {'metric': 'time', 'unit': 'ns', 'name': 'p50', 'n': len(samples),
         'value': CASE WHEN ticks IS NOT NULL THEN stats->>'p50' END},
        {'metric': 'heap', 'unit': 'B', 'name': 'mean', 'value': stats->>'$.heap.avg', 'n': heap},
        {'metric': 'heap', 'unit': 'B', 'name': 'min', 'value': stats->>'$.heap.min', 'n': heap},
        {'metric': 'heap', 'unit': 'B', 'name': 'max', 'value': stats->>'$.heap.max', 'n': heap}], recursive := true)
    FROM (SELECT *, CAST(stats->>'$.heap._' AS BIGINT) AS heap FROM run)
)
SELECT series, 'time' AS metric, 'ns' AS unit, params, 0 AS run, i - 1 AS iteration, samples[i] AS value,
       coalesce(CAST(ticks / len(samples) AS BIGINT), 1) AS weight, false AS warmup, 'sample' AS kind
FROM (SELECT *, unnest(range(1, len(samples) + 1)) AS i FROM run)
UNION ALL
SELECT series, metric, unit, MAP {'statistic': name}, 0, 0, CAST(value AS DOUBLE), n, false, 'summary'
FROM statistic
WHERE value IS NOT NULL

-- facts
SELECT unnest(map_entries(MAP {
    'cpu': coalesce(context.cpu.name, cpu),
    'date': strftime(make_timestamp(context."now" * 1000), '%Y-%m-%dT%H:%M:%SZ')}), recursive := true)
FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
    cpu: 'VARCHAR', context: 'STRUCT("now" BIGINT, cpu STRUCT(name VARCHAR))'})

-- title: tinybench results
-- written-by: JSON.stringify(bench.tasks.map(({name, result}) => ({name, result}))), or JSON.stringify(bench.results)
-- described-at: https://github.com/tinylibs/tinybench#readme
-- found-by: json [].name [].result.totalTime [].result.period
-- found-by: json [].name [].result.latency.critical [].result.latency.mean
-- found-by: json [].totalTime [].hz [].period
-- found-by: json [].latency.critical [].latency.mean [].latency.rme
--
-- One series per task, by its name; bench.results has no names: task 1, task 2 in the order they were added. One
-- sample per iteration, in ms, where they were kept (retainSamples from version 5 on); tinybench sorts them, so the
-- iteration is their rank, not their order. Minimum, mean, maximum and (from version 3 on) median are those of the
-- samples; other percentiles were of the nearest rank before version 3, since then they are interpolated (type 7) and
-- left out. Warm-up is not in the file. Tasks that threw are left out.
WITH task AS (
    SELECT row_number() OVER () AS nr, name, coalesce(result, json_object(
               'totalTime', totalTime, 'latency', latency, 'samples', samples, 'min', min, 'mean', mean, 'max', max,
               'p75', p75, 'p99', p99, 'p995', p995, 'p999', p999)) AS r
    FROM read_json($file, format = 'array', maximum_object_size = $size, columns = {
        name: 'VARCHAR', result: 'JSON', totalTime: 'DOUBLE', latency: 'JSON', samples: 'JSON', min: 'DOUBLE',
        mean: 'DOUBLE', max: 'DOUBLE', p75: 'DOUBLE', p99: 'DOUBLE', p995: 'DOUBLE', p999: 'DOUBLE'})
),
named AS (
    SELECT coalesce(name, 'task ' || nr) AS series,
           coalesce(json_type(r->'latency'), '') != 'OBJECT' AS flat,
           CASE WHEN flat THEN r ELSE r->'latency' END AS latency
    FROM task
    WHERE (r->>'totalTime') IS NOT NULL
),
measured AS (
    SELECT series, latency, flat, CAST(latency->'samples' AS DOUBLE[]) AS samples,
           coalesce(CAST(latency->>'samplesCount' AS BIGINT), len(CAST(latency->'samples' AS DOUBLE[])),
                    CAST(latency->>'df' AS BIGINT) + 1) AS n
    FROM named
)
SELECT series, 'time' AS metric, 'ms' AS unit, MAP {}::MAP(VARCHAR, VARCHAR) AS params, 0 AS run, i - 1 AS iteration,
       samples[i] AS value, 1 AS weight, false AS warmup, 'sample' AS kind
FROM (SELECT *, unnest(range(1, len(samples) + 1)) AS i FROM measured)
UNION ALL
SELECT series, 'time', 'ms', MAP {'statistic': s.name}, 0, 0, CAST(s.value AS DOUBLE), n, false, 'summary'
FROM (SELECT series, n, unnest([
          {'name': 'min', 'value': latency->>'min'}, {'name': 'mean', 'value': latency->>'mean'},
          {'name': 'median', 'value': latency->>'p50'}, {'name': 'max', 'value': latency->>'max'},
          {'name': 'p75', 'value': CASE WHEN flat THEN latency->>'p75' END},
          {'name': 'p99', 'value': CASE WHEN flat THEN latency->>'p99' END},
          {'name': 'p99.5', 'value': CASE WHEN flat THEN latency->>'p995' END},
          {'name': 'p99.9', 'value': CASE WHEN flat THEN latency->>'p999' END}]) AS s
      FROM measured)
WHERE s.value IS NOT NULL

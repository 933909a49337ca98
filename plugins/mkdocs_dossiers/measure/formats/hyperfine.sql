-- title: hyperfine
-- written-by: hyperfine --export-json FILE (versions 1.x)
-- described-at: https://github.com/sharkdp/hyperfine
-- found-by: json results[].command results[].times
--
-- One series per command, one sample per run: the wall-clock time in seconds. Warm-up runs are not in the
-- file. Commands of the same name are told apart by their parameters. hyperfine's median is the middle of
-- the sorted times, its mean is arithmetic. A run that did not exit with 0 has the parameter exit_code (signal where it
-- was killed); versions before 1.12 do not tell.
WITH result AS (
    SELECT unnest(results) AS r
    FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
        results: 'STRUCT(command VARCHAR, mean DOUBLE, median DOUBLE, min DOUBLE, max DOUBLE,
                         times DOUBLE[], exit_codes BIGINT[], parameters MAP(VARCHAR, VARCHAR))[]'})
),
named AS (
    SELECT CASE WHEN count(*) OVER (PARTITION BY r.command) = 1 THEN r.command
                WHEN count(*) OVER (PARTITION BY r.command, r.parameters) > 1
                    THEN error('two results are called ' || r.command || ', and nothing tells them apart')
                ELSE r.command || ' ' || CAST(map_values(r.parameters) AS VARCHAR) END AS series,
           r
    FROM result
),
sample AS (
    SELECT series, r, generate_subscripts(r.times, 1) AS i FROM named
)
SELECT series, 'time' AS metric, 's' AS unit,
       CASE WHEN len(coalesce(r.exit_codes, [])) < i OR r.exit_codes[i] = 0 THEN coalesce(r.parameters, MAP {})
            ELSE map_concat(coalesce(r.parameters, MAP {}),
                            MAP {'exit_code': coalesce(CAST(r.exit_codes[i] AS VARCHAR), 'signal')}) END AS params,
       0 AS run, i - 1 AS iteration, r.times[i] AS value, 1 AS weight, false AS warmup, 'sample' AS kind
FROM sample
UNION ALL
SELECT series, 'time', 's', MAP {'statistic': s.name}, 0, 0, s.value, len(r.times), false, 'summary'
FROM (
    SELECT series, r, unnest([{'name': 'mean', 'value': r.mean}, {'name': 'median', 'value': r.median},
                              {'name': 'min', 'value': r.min}, {'name': 'max', 'value': r.max}]) AS s
    FROM named
)
WHERE s.value IS NOT NULL

-- facts
SELECT 'failed', CAST(sum(len([code FOR code IN r.exit_codes IF code IS DISTINCT FROM 0])) AS VARCHAR)
FROM (SELECT unnest(results) AS r
      FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
          results: 'STRUCT(exit_codes BIGINT[])[]'}))

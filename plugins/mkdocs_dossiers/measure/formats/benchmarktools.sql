-- title: BenchmarkTools.jl
-- written-by: BenchmarkTools.save("FILE.json", results), or PkgBenchmark's writeresults("FILE.json", results)
-- described-at: https://juliaci.github.io/BenchmarkTools.jl/stable/manual/#Caching-Parameters
-- found-by: json [].Julia [].BenchmarkTools
-- found-by: json benchmarkconfig.juliacmd benchmarkgroup
--
-- One series per benchmark, by the keys of its groups joined with slashes. A sample of a Trial is the mean time
-- of `evals` evaluations in nanoseconds; gctime is the part of it that was garbage collection; memory (bytes)
-- and allocs are one value per benchmark. A TrialEstimate is one statistic of a trial, and the file does not say
-- which, so it is called `estimate`. BenchmarkTools stores no other statistic. Warm-up runs are not in the file.
-- PkgBenchmark keeps the same document as a string inside its own.
WITH RECURSIVE document AS (
    SELECT CASE json_type(json) WHEN 'OBJECT' THEN CAST(json->>'benchmarkgroup' AS JSON) ELSE json END AS j
    FROM read_json_objects($file, format = 'unstructured', maximum_object_size = $size)
),
node AS (
    SELECT CAST(CASE WHEN json_array_length(j->1) = 1 THEN [] ELSE [i + 1] END AS VARCHAR[]) AS path, j->1->i AS n
    FROM (SELECT j, unnest(range(CAST(json_array_length(j->1) AS BIGINT))) AS i FROM document)
    UNION ALL
    SELECT list_append(path, e.key), e.value
    FROM (SELECT path, unnest(map_entries(CAST(n->1->'data' AS MAP(VARCHAR, JSON)))) AS e
          FROM node
          WHERE n->>0 LIKE '%BenchmarkGroup')
),
result AS (
    SELECT coalesce(nullif(array_to_string(path, '/'), ''), 'benchmark') AS series, n->>0 AS type, n->1 AS t,
           CAST(n->'$[1].params[1].evals' AS BIGINT) AS evals
    FROM node
    WHERE regexp_matches(n->>0, '(^|\.)(Trial|TrialEstimate)$')
),
listed AS (
    SELECT series, unnest([{'metric': 'time', 'values': CAST(t->'times' AS DOUBLE[])},
                           {'metric': 'gctime', 'values': CAST(t->'gctimes' AS DOUBLE[])}]) AS l, evals
    FROM result
    WHERE type LIKE '%Trial'
)
SELECT series, l.metric AS metric, 'ns' AS unit, MAP {}::MAP(VARCHAR, VARCHAR) AS params, 0 AS run,
       generate_subscripts(l.values, 1) - 1 AS iteration, unnest(l.values) AS value, coalesce(evals, 1) AS weight,
       false AS warmup, 'sample' AS kind
FROM listed
UNION ALL
SELECT series, s.metric, s.unit, CASE WHEN s.unit = 'ns' THEN MAP {'statistic': 'estimate'} ELSE MAP {} END, 0, 0,
       s.value, CASE WHEN s.unit <> 'ns' THEN 1 END, false, CASE WHEN s.unit = 'ns' THEN 'summary' ELSE 'sample' END
FROM (SELECT series, unnest([{'metric': 'time', 'unit': 'ns', 'value': CAST(t->'time' AS DOUBLE)},
                             {'metric': 'gctime', 'unit': 'ns', 'value': CAST(t->'gctime' AS DOUBLE)},
                             {'metric': 'memory', 'unit': 'B', 'value': CAST(t->'memory' AS DOUBLE)},
                             {'metric': 'allocs', 'unit': 'count', 'value': CAST(t->'allocs' AS DOUBLE)}]) AS s
      FROM result)
WHERE s.value IS NOT NULL

-- facts
SELECT unnest(map_entries(MAP {
    'tool': 'BenchmarkTools.jl ' || (j->0->>'BenchmarkTools') || ' (Julia ' || (j->0->>'Julia') || ')',
    'commit': nullif(json->>'commit', 'dirty'), 'dirty': CASE json->>'commit' WHEN 'dirty' THEN 'true' END,
    'date': json->>'date'}), recursive := true)
FROM (SELECT CASE json_type(json) WHEN 'OBJECT' THEN json END AS json,
             CASE json_type(json) WHEN 'OBJECT' THEN CAST(json->>'benchmarkgroup' AS JSON) ELSE json END AS j
      FROM read_json_objects($file, format = 'unstructured', maximum_object_size = $size))

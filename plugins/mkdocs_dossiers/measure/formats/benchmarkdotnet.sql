-- title: BenchmarkDotNet JSON
-- written-by: dotnet run -c Release -- --exporters fulljson (or briefjson)
-- described-at: https://benchmarkdotnet.org/articles/configs/exporters.html
-- found-by: json Title HostEnvironmentInfo.BenchmarkDotNetVersion Benchmarks[].Method
--
-- One series per benchmark, by its full name with parameters, and its job where that repeats. A sample is one
-- iteration of stage Result in nanoseconds per operation: overhead already subtracted, outliers already removed
-- as the job says (the file keeps both in stage Actual). Warm-up, pilot and jitting iterations of the workload
-- are marked as warm-up. A brief file has the same results without their number of operations, and no warm-up.
-- All percentiles interpolate at p(n-1) (Perfolizer, Hyndman and Fan's type 7): the median agrees with the mean
-- of the middle two, the others are named `p90-type7` and so on. What the memory diagnoser counted per operation
-- is one value per benchmark.
WITH benchmark AS (
    SELECT unnest(Benchmarks) AS b
    FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
        Benchmarks: 'STRUCT(DisplayInfo VARCHAR, ShortInfo VARCHAR, FullName VARCHAR, "Namespace" VARCHAR,
            "Type" VARCHAR, "Method" VARCHAR, "Parameters" VARCHAR,
            Statistics STRUCT(OriginalValues DOUBLE[], N BIGINT, "Min" DOUBLE, "Max" DOUBLE, Mean DOUBLE,
                              Median DOUBLE, StandardDeviation DOUBLE, Percentiles MAP(VARCHAR, DOUBLE)),
            Memory STRUCT(BytesAllocatedPerOperation DOUBLE),
            Measurements STRUCT(IterationMode VARCHAR, IterationStage VARCHAR, LaunchIndex BIGINT,
                                IterationIndex BIGINT, Operations BIGINT, Nanoseconds DOUBLE)[])[]'})
),
full_name AS (
    SELECT coalesce(b.FullName, b.Namespace || '.' || b.Type || '.' || b.Method
                    || CASE WHEN b.Parameters = '' THEN '' ELSE '(' || b.Parameters || ')' END) AS name,
           coalesce(b.DisplayInfo, b.ShortInfo) AS display, b
    FROM benchmark
),
named AS (
    SELECT name || CASE WHEN count(*) OVER (PARTITION BY name) = 1 THEN ''
                        ELSE ' ' || regexp_extract(display, '^[^:]*: (.*)$', 1) END AS series, b,
           [m FOR m IN b.Measurements IF m.IterationMode = 'Workload' AND m.IterationStage = 'Result'] AS results,
           [m FOR m IN b.Measurements IF m.IterationMode = 'Workload'
                                         AND m.IterationStage IN ('Jitting', 'Pilot', 'Warmup')] AS warmups
    FROM full_name
),
iteration AS (
    SELECT series, unnest(coalesce(warmups, []) || CASE WHEN len(results) > 0 THEN results
               ELSE [{'IterationMode': 'Workload', 'IterationStage': 'Result', 'LaunchIndex': 1,
                      'IterationIndex': i, 'Operations': 1, 'Nanoseconds': b.Statistics.OriginalValues[i]}
                     FOR i IN range(1, len(b.Statistics.OriginalValues) + 1)] END) AS m
    FROM named
),
printed AS (
    SELECT series, b.Statistics.N AS n,
           unnest([{'name': 'mean', 'value': b.Statistics.Mean}, {'name': 'median', 'value': b.Statistics.Median},
                   {'name': 'min', 'value': b.Statistics.Min}, {'name': 'max', 'value': b.Statistics.Max},
                   {'name': 'stddev', 'value': b.Statistics.StandardDeviation}]
                  || [{'name': lower(p.key) || '-type7', 'value': p.value}
                      FOR p IN map_entries(b.Statistics.Percentiles)]) AS s
    FROM named
)
SELECT series, 'time' AS metric, 'ns' AS unit, MAP {}::MAP(VARCHAR, VARCHAR) AS params, m.LaunchIndex AS run,
       m.IterationIndex AS iteration, m.Nanoseconds / m.Operations AS value, m.Operations AS weight,
       m.IterationStage <> 'Result' AS warmup, 'sample' AS kind
FROM iteration
UNION ALL
SELECT series, 'time', 'ns', MAP {'statistic': s.name}, 0, 0, s.value, n, false, 'summary'
FROM printed
WHERE s.value IS NOT NULL
UNION ALL
SELECT series, 'bytes_allocated_per_operation', 'B', MAP {}, 0, 0, b.Memory.BytesAllocatedPerOperation, 1, false,
       'sample'
FROM named
WHERE b.Memory.BytesAllocatedPerOperation IS NOT NULL

-- facts
SELECT unnest(map_entries(MAP {
    'tool': 'BenchmarkDotNet ' || HostEnvironmentInfo.BenchmarkDotNetVersion,
    'cpu': CASE json_type(HostEnvironmentInfo.ProcessorName)
           WHEN 'VARCHAR' THEN HostEnvironmentInfo.ProcessorName->>'$'
           ELSE HostEnvironmentInfo.ProcessorName->>'$.Value' END}), recursive := true)
FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
    HostEnvironmentInfo: 'STRUCT(BenchmarkDotNetVersion VARCHAR, ProcessorName JSON)'})

-- title: cargo-criterion messages
-- written-by: cargo criterion --message-format=json > FILE
-- described-at: https://bheisler.github.io/criterion.rs/book/cargo_criterion/external_tools.html
-- found-by: text ^\{"reason":"benchmark-complete","id":".*"measured_values":\[
--
-- One series per benchmark, by its id. One sample per measurement: its value divided by its iterations, which are its
-- weight, in the unit of the message (ns for wall-clock time). Bytes or elements per iteration are the parameter
-- throughput. Mean and median are those of the samples. Warm-up is not in the file.
WITH message AS (
    SELECT row_number() OVER () - 1 AS nr, *,
           CASE WHEN len(iteration_count) = len(measured_values) THEN true
                ELSE error(id || ' has not as many values as iteration counts') END AS whole
    FROM read_json($file, format = 'newline_delimited', maximum_object_size = $size, columns = {
        reason: 'VARCHAR', id: 'VARCHAR', iteration_count: 'DOUBLE[]', measured_values: 'DOUBLE[]', unit: 'VARCHAR',
        throughput: 'STRUCT(per_iteration BIGINT, unit VARCHAR)[]', mean: 'STRUCT(estimate DOUBLE)',
        median: 'STRUCT(estimate DOUBLE)'})
    WHERE reason = 'benchmark-complete'
),
benchmark AS (
    SELECT *, row_number() OVER (PARTITION BY id ORDER BY nr) - 1 AS run,
           CASE WHEN unit IN ('ps', 'ns', 'us', 'µs', 'ms', 's') THEN 'time' ELSE 'measured_value' END AS metric
    FROM message WHERE whole
),
sample AS (
    SELECT *, unnest(range(1, len(measured_values) + 1)) AS i FROM benchmark
)
SELECT id AS series, metric, unit,
       CASE WHEN len(throughput) > 0 THEN MAP {'throughput': throughput[1].per_iteration || ' ' || throughput[1].unit}
            ELSE MAP {} END AS params,
       run, i - 1 AS iteration, measured_values[i] / iteration_count[i] AS value,
       CAST(iteration_count[i] AS BIGINT) AS weight, false AS warmup, 'sample' AS kind
FROM sample
UNION ALL
SELECT id, metric, unit, MAP {'statistic': s.name}, run, 0, s.value, len(measured_values), false, 'summary'
FROM (SELECT *, unnest([{'name': 'mean', 'value': mean.estimate}, {'name': 'median', 'value': median.estimate}]) AS s,
             count(*) OVER (PARTITION BY id) AS times FROM benchmark)
WHERE s.value IS NOT NULL AND times = 1

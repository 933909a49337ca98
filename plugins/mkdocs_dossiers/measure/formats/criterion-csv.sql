-- title: Criterion.rs raw.csv
-- written-by: cargo bench (target/criterion/BENCHMARK/new/raw.csv, several may be joined below one header)
-- described-at: https://bheisler.github.io/criterion.rs/book/user_guide/csv_output.html
-- found-by: csv group,function,value,throughput_num,throughput_type,sample_measured_value,unit,iteration_count
--
-- One series per benchmark, as group/function/value. One sample per measurement: its measured value divided by its
-- iterations, which are its weight, in the unit of the column unit (ns for wall-clock time). Bytes or elements per
-- iteration are the parameter throughput. Iterations grow by the same step or stay the same; anything else is a line
-- that was cut. Warm-up is not in the file.
WITH row AS (
    SELECT row_number() OVER () AS i, *
    FROM read_csv($file, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {
        'group': 'VARCHAR', 'function': 'VARCHAR', 'value': 'VARCHAR', 'throughput_num': 'VARCHAR',
        'throughput_type': 'VARCHAR', 'sample_measured_value': 'DOUBLE', 'unit': 'VARCHAR',
        'iteration_count': 'BIGINT'})
),
numbered AS (
    SELECT *, row_number() OVER benchmark - 1 AS iteration, first_value(iteration_count) OVER benchmark AS least
    FROM row
    WINDOW benchmark AS (PARTITION BY "group", function, "value" ORDER BY i)
)
SELECT concat_ws('/', "group", nullif(function, ''), nullif("value", '')) AS series,
       CASE WHEN unit IN ('ps', 'ns', 'us', 'µs', 'ms', 's') THEN 'time' ELSE 'measured_value' END AS metric, unit,
       CASE WHEN coalesce(throughput_num, '') = '' THEN MAP {}::MAP(VARCHAR, VARCHAR)
            ELSE MAP {'throughput': throughput_num || ' ' || throughput_type} END AS params,
       0 AS run, iteration,
       CASE WHEN iteration_count IN (least, least * (iteration + 1)) THEN sample_measured_value / iteration_count
            ELSE error('line ' || i + 1 || ' is not complete: ' || iteration_count || ' iterations') END AS value,
       iteration_count AS weight, false AS warmup, 'sample' AS kind
FROM numbered

-- title: Criterion.rs sample
-- written-by: cargo bench (target/criterion/BENCHMARK/new/sample.json)
-- described-at: https://bheisler.github.io/criterion.rs/book/analysis.html
-- found-by: json iters times
--
-- The file does not name its benchmark: the series is the folder above new/ (or base/), or the file's name where it
-- was renamed. One sample per measurement: its time divided by its iterations, which are its weight. Times are in ns,
-- those of Criterion.rs's own measurement, wall-clock time. Warm-up is not in the file.
WITH file AS (
    SELECT regexp_extract(filename, '([^/\\]+?)(?:[/\\](?:new|base)[/\\]sample)?(?:\.json)?(?:\.gz|\.zst)?$', 1)
               AS series, sampling_mode, iters, times,
           CASE WHEN len(iters) = len(times) THEN true
                ELSE error(len(iters) || ' iteration counts, but ' || len(times) || ' times') END AS whole
    FROM read_json($file, format = 'auto', maximum_object_size = $size, filename = true, columns = {
        sampling_mode: 'VARCHAR', iters: 'DOUBLE[]', times: 'DOUBLE[]'})
),
sample AS (
    SELECT *, unnest(range(1, len(times) + 1)) AS i FROM file WHERE whole
)
SELECT series, 'time' AS metric, 'ns' AS unit,
       CASE WHEN sampling_mode IS NULL THEN MAP {} ELSE MAP {'sampling_mode': sampling_mode} END AS params,
       0 AS run, i - 1 AS iteration, times[i] / iters[i] AS value, CAST(iters[i] AS BIGINT) AS weight,
       false AS warmup, 'sample' AS kind
FROM sample

-- title: Criterion.rs folder
-- written-by: cargo bench, then: cd target && zip -r FILE.zip criterion -i '*.json'
-- described-at: https://bheisler.github.io/criterion.rs/book/analysis.html
-- found-by: text \AFiles of a ZIP archive:\n(?:.*\n)*?(?:.*/)?new/sample\.json\n
--
-- A ZIP archive of target/criterion: one series per benchmark, by its full name in new/benchmark.json. One sample per
-- measurement in new/sample.json: its time divided by its iterations, which are its weight, in ns (wall-clock time).
-- Bytes or elements per iteration are the parameter throughput. Mean and median are those of new/estimates.json, of
-- the samples. Runs before the last (base/) are not read; warm-up is not in the files. DuckDB reads no ZIP archives:
-- unpack it first, as the statement says, then it runs unchanged.
WITH file AS (
    -- unzip $file -d $folder
    SELECT regexp_replace(filename, 'new[/\\]sample\.json$', '') AS place, sampling_mode, iters, times,
           CASE WHEN len(iters) = len(times) THEN true
                ELSE error(len(iters) || ' iteration counts, but ' || len(times) || ' times') END AS whole
    FROM read_json($folder || '/**/new/sample.json', format = 'auto', maximum_object_size = $size, filename = true,
                   columns = {sampling_mode: 'VARCHAR', iters: 'DOUBLE[]', times: 'DOUBLE[]'})
),
name AS (
    SELECT regexp_replace(filename, 'new[/\\]benchmark\.json$', '') AS place, full_id,
           CAST(throughput AS MAP(VARCHAR, VARCHAR)) AS throughput
    FROM read_json($folder || '/**/new/benchmark.json', format = 'auto', maximum_object_size = $size, filename = true,
                   columns = {full_id: 'VARCHAR', throughput: 'JSON'})
),
estimate AS (
    SELECT regexp_replace(filename, 'new[/\\]estimates\.json$', '') AS place, mean, median
    FROM read_json($folder || '/**/new/estimates.json', format = 'auto', maximum_object_size = $size,
                   filename = true, columns = {mean: 'STRUCT(point_estimate DOUBLE)',
                                               median: 'STRUCT(point_estimate DOUBLE)'})
),
benchmark AS (
    SELECT coalesce(full_id, error('there is no benchmark.json beside a sample.json')) AS series, times, iters,
           map_concat(CASE WHEN sampling_mode IS NULL THEN MAP {} ELSE MAP {'sampling_mode': sampling_mode} END,
                      CASE WHEN throughput IS NULL THEN MAP {} ELSE
                          MAP {'throughput': map_values(throughput)[1] || ' ' || lower(map_keys(throughput)[1])} END)
               AS params, mean.point_estimate AS mean, median.point_estimate AS median
    FROM file LEFT JOIN name USING (place) LEFT JOIN estimate USING (place)
    WHERE whole
    QUALIFY CASE WHEN count(*) OVER (PARTITION BY full_id) = 1 THEN true
                 ELSE error('two benchmarks are called ' || full_id) END
)
SELECT series, 'time' AS metric, 'ns' AS unit, params, 0 AS run, i - 1 AS iteration, times[i] / iters[i] AS value,
       CAST(iters[i] AS BIGINT) AS weight, false AS warmup, 'sample' AS kind
FROM (SELECT *, unnest(range(1, len(times) + 1)) AS i FROM benchmark)
UNION ALL
SELECT series, 'time', 'ns', MAP {'statistic': s.name}, 0, 0, s.value, len(times), false, 'summary'
FROM (SELECT *, unnest([{'name': 'mean', 'value': mean}, {'name': 'median', 'value': median}]) AS s FROM benchmark)
WHERE s.value IS NOT NULL

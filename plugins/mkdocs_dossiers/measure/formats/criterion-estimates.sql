-- title: Criterion.rs estimates
-- written-by: cargo bench (target/criterion/BENCHMARK/new/estimates.json)
-- described-at: https://bheisler.github.io/criterion.rs/book/analysis.html
-- found-by: json mean.point_estimate median.point_estimate median_abs_dev.point_estimate std_dev.point_estimate
--
-- Statistics only, of the times per iteration, in ns; sample.json beside it has the samples. The series is the folder
-- above new/ (or base/), or the file's name where it was renamed. Mean, median and standard deviation are those of the
-- samples; the slope is that of a line through the origin. How many samples there were is not in the file.
WITH file AS (
    SELECT regexp_extract(filename, '([^/\\]+?)(?:[/\\](?:new|base)[/\\]estimates)?(?:\.json)?(?:\.gz|\.zst)?$', 1)
               AS series, mean, median, std_dev, slope
    FROM read_json($file, format = 'auto', maximum_object_size = $size, filename = true, columns = {
        mean: 'STRUCT(point_estimate DOUBLE)', median: 'STRUCT(point_estimate DOUBLE)',
        std_dev: 'STRUCT(point_estimate DOUBLE)', slope: 'STRUCT(point_estimate DOUBLE)'})
),
statistic AS (
    SELECT series, unnest([
        {'name': 'mean', 'value': mean.point_estimate}, {'name': 'median', 'value': median.point_estimate},
        {'name': 'stddev', 'value': std_dev.point_estimate}, {'name': 'slope', 'value': slope.point_estimate}]) AS s
    FROM file
)
SELECT series, 'time' AS metric, 'ns' AS unit, MAP {'statistic': s.name} AS params, 0 AS run, 0 AS iteration,
       s.value AS value, CAST(NULL AS BIGINT) AS weight, false AS warmup, 'summary' AS kind
FROM statistic
WHERE s.value IS NOT NULL

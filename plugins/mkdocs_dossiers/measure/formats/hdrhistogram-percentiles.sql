-- title: HdrHistogram percentile distribution
-- written-by: outputPercentileDistribution of an HdrHistogram library, as text or CSV
-- described-at: https://hdrhistogram.github.io/HdrHistogram/
-- found-by: text \A\s*Value +Percentile +TotalCount +1/\(1-Percentile\)
-- found-by: text \A"Value","Percentile","TotalCount","1/\(1-Percentile\)"
-- weight: samples
--
-- One series, one row per line: so many samples (TotalCount less that of the line before) are greater than the
-- value of the line before and at most this one. So percentiles on the file's lines are exact to the
-- histogram's digits; others, and the mean, are upper bounds. The file does not say its unit: whoever wrote it
-- chose what was recorded and the scaling ratio. The printed mean is that of the buckets' middles, so it is not
-- held against the mean of these rows.
WITH line AS (
    SELECT line, row_number() OVER () AS place
    FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '',
                  escape = '', auto_detect = false, strict_mode = false)
),
word AS (
    SELECT place, regexp_extract_all(trim(line), '[^ ,]+') AS w
    FROM line
    WHERE regexp_matches(trim(line), '^[\d.]+[ ,]+[01](\.\d+)?[ ,]+\d+([ ,]+([\d.]+|inf|Infinity))?$')
),
whole AS (
    SELECT CASE WHEN arg_max(CAST(w[2] AS DOUBLE), place) = 1 THEN true
                ELSE error('The distribution ends before its line of percentile 1.') END AS whole
    FROM word
),
bin AS (
    SELECT place, CAST(w[1] AS DOUBLE) AS value,
           CAST(w[3] AS BIGINT) - coalesce(lag(CAST(w[3] AS BIGINT)) OVER (ORDER BY place), 0) AS weight
    FROM word
)
SELECT 'distribution' AS series, 'time' AS metric, NULL::VARCHAR AS unit, MAP {}::MAP(VARCHAR, VARCHAR) AS params,
       0 AS run, row_number() OVER (ORDER BY place) - 1 AS iteration, value, weight, false AS warmup,
       'sample' AS kind
FROM bin, whole
WHERE whole AND weight > 0

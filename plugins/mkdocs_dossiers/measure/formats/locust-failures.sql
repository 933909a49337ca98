-- title: Locust failures
-- written-by: locust --headless --csv PREFIX (PREFIX_failures.csv)
-- described-at: https://docs.locust.io/en/stable/retrieving-stats.html
-- found-by: text \AMethod,Name,Error,Occurrences
-- loop: closed
--
-- Counts only: one series per request type, name and error; failures is how often it happened. A run without
-- failures leaves a file with no row, in which there is nothing to measure.
SELECT "Method" || ' ' || "Name" || ': ' || "Error" AS series, 'failures' AS metric, 'failure' AS unit,
       MAP {'statistic': 'count'} AS params, 0 AS run, 0 AS iteration, CAST("Occurrences" AS DOUBLE) AS value,
       CAST("Occurrences" AS BIGINT) AS weight, false AS warmup, 'summary' AS kind
FROM read_csv($file, header = true, delim = ',', quote = '"', escape = '"', all_varchar = true,
              strict_mode = true)

-- facts
SELECT 'failed', CAST(sum(CAST("Occurrences" AS BIGINT)) AS VARCHAR)
FROM read_csv($file, header = true, delim = ',', quote = '"', escape = '"', all_varchar = true, strict_mode = true)

-- title: HdrHistogram interval log
-- written-by: HistogramLogWriter of an HdrHistogram library (jHiccup, cassandra-stress, YCSB write such logs, too)
-- described-at: https://hdrhistogram.github.io/HdrHistogram/JavaDoc/org/HdrHistogram/HistogramLogWriter.html
-- found-by: text ^"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"$
-- found-by: text \A(?:#.*\n)*#\[Histogram log format version 1\.[23]\]
-- weight: samples
--
-- One series per tag (the intervals without one are the series untagged). time: each bucket of a histogram stands for
-- so many samples of at most its largest value, in the unit that was recorded, which the file does not say; run is the
-- interval. Percentiles are those of the nearest rank, to the histogram's digits. interval_max is one sample per
-- interval, its largest value as the log prints it: divided by the writer's ratio (the Python library rounds it down).
-- The histograms are compressed (zlib) inside the lines, which SQL cannot open: decode them first, as the statement
-- says or with any HdrHistogram library, then it runs unchanged. There is no last line to tell whether the file is
-- whole, but each interval is.
WITH bucket AS (
    -- python -m mkdocs_dossiers.measure.histogram_log $file > $decoded
    SELECT interval, coalesce(tag, 'untagged') AS series, max, value, count
    FROM read_csv($decoded, header = true, delim = ',', quote = '"', escape = '"', auto_detect = false,
                  columns = {'interval': 'BIGINT', 'tag': 'VARCHAR', 'max': 'DOUBLE', 'value': 'DOUBLE',
                             'count': 'BIGINT'})
)
SELECT series, 'time' AS metric, NULL::VARCHAR AS unit, MAP {}::MAP(VARCHAR, VARCHAR) AS params, interval - 1 AS run,
       row_number() OVER (PARTITION BY series, interval ORDER BY value) - 1 AS iteration, value, count AS weight,
       false AS warmup, 'sample' AS kind
FROM bucket
WHERE count > 0
UNION ALL
SELECT series, 'interval_max', NULL, MAP {}, 0, row_number() OVER (PARTITION BY series ORDER BY interval) - 1, max, 1,
       false, 'sample'
FROM (SELECT series, interval, any_value(max) AS max FROM bucket GROUP BY ALL)

-- facts
SELECT 'date' AS key, CAST(make_timestamp(CAST(CAST(regexp_extract(line, 'Time: ([\d.]+)', 1) AS DOUBLE) * 1000000
                                               AS BIGINT)) AS VARCHAR) AS value
FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
              auto_detect = false, strict_mode = false)
WHERE regexp_matches(line, '^#\[(StartTime|BaseTime): [\d.]+ \(seconds since epoch\)')
LIMIT 1

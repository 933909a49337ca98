-- title: HdrHistogram interval log
-- written-by: HistogramLogWriter of an HdrHistogram library (jHiccup, cassandra-stress, YCSB write such logs, too)
-- described-at: https://hdrhistogram.github.io/HdrHistogram/JavaDoc/org/HdrHistogram/HistogramLogWriter.html
-- found-by: text ^"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"$
-- found-by: text \A(?:#.*\n)*#\[Histogram log format version 1\.[23]\]
--
-- One series per tag (the intervals without one are the series untagged), one sample per interval: its largest
-- value, in a unit the file does not say (the recorded unit divided by the writer's ratio; the Python library
-- rounds it down to a whole number). The histogram itself is compressed (zlib) inside the line; SQL cannot
-- open it, so nothing else is read of it but its length, by which a line cut short is noticed.
WITH line AS (
    SELECT line, row_number() OVER () AS place
    FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '',
                  escape = '', auto_detect = false, strict_mode = false)
    WHERE line NOT LIKE '#%' AND line NOT LIKE '"StartTimestamp"%' AND trim(line) <> ''
),
part AS (
    SELECT place, regexp_extract(line, '^(?:Tag=([^,]*),)?([\d.]+),([\d.]+),([\d.]+),(HIST[A-Za-z0-9+/=]+)$',
                              ['tag', 'start', 'length', 'max', 'payload']) AS p
    FROM line
),
checked AS (
    SELECT place, p, CASE WHEN p.payload <> '' AND octet_length(from_base64(p.payload))
                            = 8 + CAST('0x' || substr(hex(from_base64(p.payload)), 9, 8) AS BIGINT) THEN true
                       ELSE error('An interval of the log is cut short: number ' || place || '.') END AS whole
    FROM part
)
SELECT coalesce(nullif(p.tag, ''), 'untagged') AS series, 'interval_max' AS metric, NULL::VARCHAR AS unit,
       MAP {}::MAP(VARCHAR, VARCHAR) AS params, 0 AS run, row_number() OVER (ORDER BY place) - 1 AS iteration,
       CAST(p.max AS DOUBLE) AS value, 1 AS weight, false AS warmup, 'sample' AS kind
FROM checked
WHERE whole

-- facts
SELECT 'date' AS key, CAST(make_timestamp(CAST(CAST(regexp_extract(line, 'Time: ([\d.]+)', 1) AS DOUBLE) * 1000000
                                               AS BIGINT)) AS VARCHAR) AS value
FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
              auto_detect = false, strict_mode = false)
WHERE regexp_matches(line, '^#\[(StartTime|BaseTime): [\d.]+ \(seconds since epoch\)')
LIMIT 1

-- title: sysbench
-- written-by: sysbench TEST [--histogram] [--report-interval=1] run > FILE
-- described-at: https://github.com/akopytov/sysbench#readme
-- found-by: text ^sysbench \d{1,4}\.\d[^\n]*\n+Running the test with following options:$
-- weight: samples
-- loop: closed
--
-- The series is the kind of test as its report calls it (cpu, memory, file or sql, else sysbench). With --histogram,
-- each of its lines stands for so many events of that latency, in ms: buckets are 1.7% apart, and an event's value is
-- its bucket's; the minimum, mean and maximum that sysbench prints of the unrounded latencies are not kept then, and
-- its percentile is that bucket, rounded. Without, there are only the statistics: minimum, mean, maximum and one
-- percentile (in hundredths of a ms; percentile of rank round(p n) over those buckets: sb_histogram.c), of all events.
-- The rates over the whole run and its time are one sample per run; those of --report-interval are the metric
-- interval_rate. Several runs may be appended (without their statistics, which cannot be joined);
-- each ends with the block about fairness.
WITH line AS (
    SELECT row_number() OVER () AS i, rtrim(line, chr(13)) AS line
    FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
                  auto_detect = false, strict_mode = false)
),
numbered AS (
    SELECT i, line, sum(CAST(regexp_matches(line, '^sysbench \d') AS INT)) OVER (ORDER BY i) - 1 AS run FROM line
),
report AS (
    SELECT run, bool_or(line LIKE 'Latency histogram %') AS histogram,
           CASE WHEN bool_or(regexp_matches(line, '^ +execution time \(avg/stddev\): +[\d.]+/[\d.]+$')) THEN true
                ELSE error('run ' || run + 1 || ' does not end with its threads'' fairness: it is not complete') END
               AS whole,
           coalesce(max(CASE WHEN line LIKE 'CPU speed:%' THEN 'cpu' WHEN line LIKE '%memory speed test%' THEN 'memory'
                             WHEN line LIKE 'File operations:%' THEN 'file'
                             WHEN line LIKE 'SQL statistics:%' THEN 'sql' END), 'sysbench') AS series,
           max(TRY_CAST(regexp_extract(line, '^ +total number of events: +(\d+)$', 1) AS BIGINT)) AS events,
           max(regexp_extract(line, '^Number of threads: (\d+)$', 1)) AS threads
    FROM numbered WHERE run >= 0 GROUP BY run
),
sample AS (
    SELECT i, run, unnest([
        {'metric': 'time', 'unit': 'ms', 'pattern': '^ +([\d.]+) \|[* ]* \d+$', 'n': '\|[* ]* (\d+)$'},
        {'metric': 'interval_rate', 'unit': 'event/s', 'pattern': '^\[ \d+s \] thds: \d+ eps: ([\d.]+)', 'n': ''},
        {'metric': 'interval_rate', 'unit': 'transaction/s',
         'pattern': '^\[ \d+s \] thds: \d+ tps: ([\d.]+)', 'n': ''},
        {'metric': 'events_per_second', 'unit': 'event/s', 'pattern': '^ +events per second: +([\d.]+)$', 'n': ''},
        {'metric': 'operations_per_second', 'unit': 'op/s',
         'pattern': '^Total operations: \d+ \( *([\d.]+) per', 'n': ''},
        {'metric': 'bytes_per_second', 'unit': 'MiB/s', 'pattern': ' MiB transferred \(([\d.]+) MiB/sec\)', 'n': ''},
        {'metric': 'transactions_per_second', 'unit': 'transaction/s',
         'pattern': '^ +transactions: .*\(([\d.]+) per', 'n': ''},
        {'metric': 'queries_per_second', 'unit': 'query/s', 'pattern': '^ +queries: .*\(([\d.]+) per', 'n': ''},
        {'metric': 'reads_per_second', 'unit': 'op/s', 'pattern': '^ +reads/s: +([\d.]+)$', 'n': ''},
        {'metric': 'writes_per_second', 'unit': 'op/s', 'pattern': '^ +writes/s: +([\d.]+)$', 'n': ''},
        {'metric': 'fsyncs_per_second', 'unit': 'op/s', 'pattern': '^ +fsyncs/s: +([\d.]+)$', 'n': ''},
        {'metric': 'read_bytes_per_second', 'unit': 'MiB/s', 'pattern': '^ +read, MiB/s: +([\d.]+)$', 'n': ''},
        {'metric': 'written_bytes_per_second', 'unit': 'MiB/s', 'pattern': '^ +written, MiB/s: +([\d.]+)$', 'n': ''},
        {'metric': 'total_time', 'unit': 's', 'pattern': '^ +total time: +([\d.]+)s$', 'n': ''}]) AS m,
        line
    FROM numbered
)
SELECT series, m.metric AS metric, m.unit AS unit, MAP {'threads': threads} AS params, run,
       row_number() OVER (PARTITION BY run, m.metric ORDER BY i) - 1 AS iteration,
       CAST(regexp_extract(line, m.pattern, 1) AS DOUBLE) AS value,
       CASE m.n WHEN '' THEN 1 ELSE CAST(regexp_extract(line, m.n, 1) AS BIGINT) END AS weight,
       false AS warmup, 'sample' AS kind
FROM sample JOIN report USING (run)
WHERE whole AND regexp_matches(line, m.pattern)
UNION ALL
SELECT series, 'time', 'ms',
       MAP {'statistic': CASE name WHEN 'min' THEN 'min' WHEN 'avg' THEN 'mean' WHEN 'max' THEN 'max'
                                   ELSE 'p' || regexp_extract(name, '^\d+') END}, run, 0,
       CAST(value AS DOUBLE), events, false, 'summary'
FROM (SELECT run, unnest(regexp_extract(line, '^ +(min|avg|max|\d+th percentile): +([\d.]+)$', ['name', 'value']),
                         recursive := true) FROM numbered)
JOIN report USING (run)
WHERE name != '' AND whole AND NOT histogram AND (SELECT count(*) FROM report) = 1

-- facts
SELECT 'tool', any_value(regexp_extract(line, '^(sysbench \d[^ ]*)', 1))
FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
              auto_detect = false, strict_mode = false)
WHERE regexp_matches(line, '^sysbench \d')

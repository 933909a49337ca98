-- title: Rust libtest bench JSON
-- written-by: cargo bench -- -Z unstable-options --format json > FILE
-- described-at: https://doc.rust-lang.org/unstable-book/library-features/test.html
-- found-by: text ^\{ "type": "bench", "name": ".*, "median": 
--
-- One series per #[bench] function, numbered where several test binaries use the same name. libtest keeps no
-- samples: it writes the median, in nanoseconds per iteration, of 50 samples of which it has moved the outer
-- 5 % at each end inward (winsorized), and their range, max - min, which it calls deviation. Its mib_per_second
-- counts whole units of 10^6 bytes, as the text does. Source: library/test/src/bench.rs.
WITH event AS (
    SELECT *, row_number() OVER () AS n
    FROM read_json($file, format = 'newline_delimited', maximum_object_size = $size, columns = {
        "type": 'VARCHAR', "event": 'VARCHAR', "name": 'VARCHAR', "median": 'DOUBLE', deviation: 'DOUBLE',
        mib_per_second: 'DOUBLE', measured: 'BIGINT'})
),
counted AS (
    SELECT count(*) FILTER (WHERE type = 'suite' AND event = 'started') AS begun,
           count(*) FILTER (WHERE type = 'suite' AND event <> 'started') AS ended,
           sum(measured) AS measured, count(*) FILTER (WHERE type = 'bench') AS printed
    FROM event
),
bench AS (
    SELECT event.* FROM event, counted
    WHERE CASE WHEN begun = 0 OR begun <> ended OR counted.measured <> printed
               THEN error('the report is not whole: its suites and its benchmarks disagree')
               ELSE type = 'bench' END
),
named AS (
    SELECT name || CASE WHEN count(*) OVER (PARTITION BY name) = 1 THEN ''
                        ELSE ' #' || row_number() OVER (PARTITION BY name ORDER BY n) END AS series,
           unnest([{'metric': 'time', 'unit': 'ns', 'name': 'median', 'value': median},
                   {'metric': 'time', 'unit': 'ns', 'name': 'range', 'value': deviation},
                   {'metric': 'throughput', 'unit': 'MB/s', 'name': 'median', 'value': mib_per_second}]) AS s
    FROM bench
)
SELECT series, s.metric AS metric, s.unit AS unit, MAP {'statistic': s.name} AS params, 0 AS run, 0 AS iteration,
       s.value AS value, CAST(NULL AS BIGINT) AS weight, false AS warmup, 'summary' AS kind
FROM named
WHERE s.value IS NOT NULL

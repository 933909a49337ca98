-- title: Rust libtest bench text
-- written-by: cargo bench > FILE (#[bench] functions, nightly)
-- described-at: https://doc.rust-lang.org/unstable-book/library-features/test.html
-- found-by: text ^test .+ \.\.\. bench: +[\d,.]+ ns/iter \(\+/- [\d,.]+\)
--
-- One series per #[bench] function, numbered where several test binaries use the same name. libtest keeps no
-- samples: it prints the median, in nanoseconds per iteration, of 50 samples of which it has moved the outer
-- 5 % at each end inward (winsorized), and after +/- their range, max - min, called `range` here. MB/s is the
-- throughput at that median, cut to whole units of 10^6 bytes. Until Rust 1.79 the times are whole, too.
-- Source: library/test/src/bench.rs.
WITH line AS (
    SELECT line, row_number() OVER () AS n
    FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
                  auto_detect = false, strict_mode = false)
),
counted AS (
    SELECT count(*) FILTER (WHERE regexp_matches(line, '^running \d+ tests?$')) AS begun,
           count(*) FILTER (WHERE regexp_matches(line, '^test result: .* \d+ measured;')) AS ended,
           sum(CAST(nullif(regexp_extract(line, '^test result: .* (\d+) measured;', 1), '') AS BIGINT)) AS measured,
           count(*) FILTER (WHERE regexp_matches(line, ' ns/iter \(\+/- [\d,.]+\)')) AS printed
    FROM line
),
bench AS (
    SELECT n, regexp_extract(
               line, '^test (.+?) +\.\.\. bench: +([\d,.]+) ns/iter \(\+/- ([\d,.]+)\)(?: = (\d+) MB/s)?$',
               ['name', 'median', 'range', 'rate']) AS b
    FROM line, counted
    WHERE CASE WHEN begun = 0 OR begun <> ended OR measured <> printed
               THEN error('the report is not whole: the lines `running N tests`, `bench:` and `test result:` disagree')
               ELSE line LIKE 'test % ... bench: %' END
),
named AS (
    SELECT b.name || CASE WHEN count(*) OVER (PARTITION BY b.name) = 1 THEN ''
                          ELSE ' #' || row_number() OVER (PARTITION BY b.name ORDER BY n) END AS series,
           unnest([{'metric': 'time', 'unit': 'ns', 'name': 'median', 'value': replace(b.median, ',', '')},
                   {'metric': 'time', 'unit': 'ns', 'name': 'range', 'value': replace(b.range, ',', '')},
                   {'metric': 'throughput', 'unit': 'MB/s', 'name': 'median', 'value': b.rate}]) AS s
    FROM bench
)
SELECT series, s.metric AS metric, s.unit AS unit, MAP {'statistic': s.name} AS params, 0 AS run, 0 AS iteration,
       CAST(s.value AS DOUBLE) AS value, CAST(NULL AS BIGINT) AS weight, false AS warmup, 'summary' AS kind
FROM named
WHERE s.value <> ''

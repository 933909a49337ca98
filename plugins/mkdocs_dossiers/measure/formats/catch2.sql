-- title: Catch2 XML
-- written-by: ./tests [!benchmark] --reporter xml --out FILE
-- described-at: https://github.com/catchorg/Catch2/blob/devel/docs/benchmarks.md
-- found-by: text ^[ \t]*<BenchmarkResults name="
--
-- One series per BENCHMARK, by its name; where a name repeats, by test case and name, numbered if need be.
-- Catch2 keeps no samples: the file holds the mean and the standard deviation of `samples` samples of
-- `iterations` iterations each, in nanoseconds with six digits. Its standard deviation divides by n, not by
-- n-1 (benchmark/detail/catch_stats.cpp), so it is called `standardDeviation` here.
WITH file AS (
    SELECT string_agg(line, chr(10) ORDER BY n) AS xml
    FROM (SELECT line, row_number() OVER () AS n
          FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '',
                        escape = '', auto_detect = false, strict_mode = false))
),
part AS (
    SELECT unnest(regexp_extract_all(CASE WHEN regexp_matches(xml, '</(Catch|Catch2TestRun)>\s*$') THEN xml
                                          ELSE error('the closing tag of the report is missing') END,
               '<TestCase name="[^"]*"|(?s:<BenchmarkResults .*?</BenchmarkResults>)')) AS p,
           generate_subscripts(regexp_extract_all(xml,
               '<TestCase name="[^"]*"|(?s:<BenchmarkResults .*?</BenchmarkResults>)'), 1) AS i
    FROM file
),
result AS (
    SELECT i, p, last_value(CASE WHEN p LIKE '<TestCase%' THEN p END IGNORE NULLS) OVER (ORDER BY i) AS t FROM part
),
told AS (
    SELECT i, [replace(replace(replace(replace(replace(x, '&lt;', '<'), '&gt;', '>'), '&quot;', '"'),
                               '&apos;', ''''), '&amp;', '&')
               FOR x IN [regexp_extract(t, 'name="([^"]*)"', 1), regexp_extract(p, 'name="([^"]*)"', 1)]] AS name,
           CAST(regexp_extract(p, 'samples="(\d+)"', 1) AS BIGINT) AS n,
           regexp_extract(p, '<mean value="([^"]+)"', 1) AS mean,
           regexp_extract(p, '<standardDeviation value="([^"]+)"', 1) AS deviation
    FROM result
    WHERE p LIKE '<BenchmarkResults%'
),
named AS (
    SELECT CASE WHEN count(*) OVER (PARTITION BY name[2]) = 1 THEN name[2]
                WHEN count(*) OVER (PARTITION BY name) = 1 THEN name[1] || ' / ' || name[2]
                ELSE name[1] || ' / ' || name[2] || ' #' || row_number() OVER (PARTITION BY name ORDER BY i)
           END AS series, n, unnest([{'name': 'mean', 'value': mean},
                                     {'name': 'standardDeviation', 'value': deviation}]) AS s
    FROM told
)
SELECT series, 'time' AS metric, 'ns' AS unit, MAP {'statistic': s.name} AS params, 0 AS run, 0 AS iteration,
       CAST(s.value AS DOUBLE) AS value, n AS weight, false AS warmup, 'summary' AS kind
FROM named

-- facts
SELECT 'tool' AS key,
       rtrim('Catch2 ' || coalesce(max(nullif(regexp_extract(line, 'catch2-version="([^"]+)"', 1), '')), '')) AS value
FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
              auto_detect = false, strict_mode = false)

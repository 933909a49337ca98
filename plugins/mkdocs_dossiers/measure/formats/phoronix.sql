-- title: Phoronix Test Suite results
-- written-by: phoronix-test-suite benchmark TEST (composite.xml in its results folder)
-- described-at: https://github.com/phoronix-test-suite/phoronix-test-suite/blob/master/documentation/phoronix-test-suite.md
-- found-by: xml PhoronixTestSuite
--
-- One series per result (its title and description) and, where a file compares several systems, system. One
-- sample per run, in the result's scale: RawString has them all; its Value is their mean, rounded, and stands
-- alone (as a statistic) only where the runs are not told. A scale of time has the metric time, any other its
-- own name; a scale that is no unit known here has none.
WITH file AS (
    SELECT CASE WHEN regexp_matches(content, '</PhoronixTestSuite>\s*$') THEN content
                ELSE error('The file ends before </PhoronixTestSuite>.') END AS content
    FROM (SELECT string_agg(line, chr(10) ORDER BY i) AS content
          FROM (SELECT line, row_number() OVER () AS i
                FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
                              auto_detect = false, strict_mode = false)))
),
result AS (
    SELECT r, unnest(regexp_extract_all(r, '(?s)<Entry>(.*?)</Entry>', 1)) AS e
    FROM (SELECT unnest(regexp_extract_all(content, '(?s)<Result>(.*?)</Result>', 1)) AS r FROM file)
),
entry AS (
    SELECT trim(regexp_extract(r, '<Title>(.*?)</Title>', 1) || ', ' || regexp_extract(r, '<Description>(.*?)</Description>', 1),
                ', ') AS name,
           regexp_extract(e, '<Identifier>(.*?)</Identifier>', 1) AS system,
           regexp_extract(r, '<Scale>(.*?)</Scale>', 1) AS scale, regexp_extract(e, '<Value>(.*?)</Value>', 1) AS value,
           [x FOR x IN string_split(regexp_extract(e, '<RawString>(.*?)</RawString>', 1), ':') IF x <> ''] AS runs
    FROM result
),
named AS (
    SELECT replace(replace(replace(name || CASE WHEN count(DISTINCT system) OVER () = 1 THEN '' ELSE ', ' || system END,
                                   '&lt;', '<'), '&gt;', '>'), '&amp;', '&') AS series,
           MAP {'system': system} AS params, value, runs,
           CASE WHEN u.unit IN ('ns', 'us', 'ms', 's') THEN 'time'
                ELSE trim(regexp_replace(lower(replace(scale, '/', ' per ')), '[^a-z0-9]+', '_', 'g'), '_') END AS metric,
           u.unit AS unit
    FROM entry LEFT JOIN (VALUES ('Seconds', 's'), ('Milliseconds', 'ms'), ('ms', 'ms'), ('Microseconds', 'us'),
        ('us', 'us'), ('Nanoseconds', 'ns'), ('ns', 'ns'), ('MiB/s', 'MiB/s'), ('GiB/s', 'GiB/s'), ('MB/s', 'MB/s'),
        ('GB/s', 'GB/s'), ('Frames Per Second', 'frame/s'), ('FPS', 'frame/s'), ('Requests Per Second', 'request/s'),
        ('Queries Per Second', 'query/s'), ('Ops/sec', 'op/s'), ('op/s', 'op/s'), ('TPS', 'transaction/s'),
        ('Watts', 'W'), ('Joules', 'J'), ('Percent', '%')) AS u(scale, unit) USING (scale)
)
SELECT series, metric, unit, params, 0 AS run, i - 1 AS iteration, CAST(runs[i] AS DOUBLE) AS value, 1 AS weight,
       false AS warmup, 'sample' AS kind
FROM (SELECT *, generate_subscripts(runs, 1) AS i FROM named)
UNION ALL
SELECT series, metric, unit, MAP {'statistic': 'mean'}, 0, 0, TRY_CAST(value AS DOUBLE), NULL, false, 'summary'
FROM named
WHERE len(runs) = 0 AND TRY_CAST(value AS DOUBLE) IS NOT NULL

-- facts
SELECT unnest(map_entries(MAP {
    'tool': nullif(replace(regexp_extract(content, '<TestClient>(.*?)</TestClient>', 1), 'Suite v', 'Suite '), ''),
    'date': nullif(regexp_extract(content, '<TimeStamp>(.*?)</TimeStamp>', 1), ''),
    'cpu': nullif(regexp_extract(content, '<Hardware>.*?Processor: ([^,<]+)', 1), '')}), recursive := true)
FROM (SELECT string_agg(line, chr(10) ORDER BY i) AS content
      FROM (SELECT line, row_number() OVER () AS i
            FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
                          auto_detect = false, strict_mode = false)))

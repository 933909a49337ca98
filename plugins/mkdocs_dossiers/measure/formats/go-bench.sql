-- title: Go benchmarks
-- written-by: go test -bench . [-json] [-benchmem] [-count N] [-cpu LIST] > FILE
-- described-at: https://go.googlesource.com/proposal/+/master/design/14313-benchmark-format.md
-- found-by: text ^Benchmark[^\s{"]*[ ]*\t[ ]*\d+\t[ ]*[\d.e+-]+ \S+
-- found-by: text ^\{"(?:Time|Action|ImportPath)":[^{}]*"Output":"Benchmark
--
-- Reads the text and its events (test2json). One series per benchmark, by its name as printed, with the -N that
-- stands for GOMAXPROCS (none when it was 1); the package goes before it where several packages use one name. One
-- sample per line and measure: the mean of b.N iterations, its weight. ns/op is the metric time, any other unit
-- x/y the metric x_per_y, in units of time, bytes, or a count. Parameters are the configuration lines (goos,
-- goarch, pkg, others) and the key=value parts of the name. Each package's run is one process; invocations may be
-- appended. The end is the line PASS, FAIL or ok of the last package.
WITH raw AS (
    SELECT row_number() OVER () AS i, rtrim(line, chr(13)) AS line, line[1] = '{' AS event
    FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
                  auto_detect = false, strict_mode = false)
    WHERE line != ''
),
line AS (
    SELECT row_number() OVER (ORDER BY start, i) AS i, line
    FROM (SELECT i AS start, i, line FROM raw WHERE NOT event
          UNION ALL
          SELECT start, generate_subscripts(lines, 1), unnest(lines)
          FROM (SELECT min(i) AS start, string_split(string_agg(line->>'Output', '' ORDER BY i), chr(10)) AS lines
                FROM raw WHERE event GROUP BY line->>'Package'))
    WHERE line != ''
),
closed AS (
    SELECT CASE WHEN regexp_matches(arg_max(line, i), '^(PASS|FAIL|ok\s|\?\s|exit status|coverage:)') THEN true
                ELSE error('it does not end in PASS, FAIL or ok: it is not complete') END AS whole
    FROM line
),
config AS (
    SELECT i, regexp_extract(line, '^([^:]*):\s*(.*?)\s*$', ['key', 'value']) AS entry
    FROM line WHERE regexp_matches(line, '^[a-z][^\sA-Z:]*:(\s|$)')
),
result AS (
    SELECT i, line, unnest(regexp_extract(line, '^(\S+)\s+(\d+)\s', ['name', 'n']), recursive := true)
    FROM line, closed
    WHERE whole AND regexp_matches(line, '^Benchmark\S*\s+\d+\t\s*[0-9.]+(e[+-]?[0-9]+)? \S')
),
setting AS (
    SELECT *, list_distinct([part FOR part IN string_split(regexp_replace(name, '-\d+$', ''), '/')
                             IF contains(part, '=')]) AS settings,
           (SELECT count(*) FROM line AS over WHERE over.i < result.i AND over.line IN ('PASS', 'FAIL')) AS process,
           (SELECT map_from_entries(list({'k': key, 'v': value} ORDER BY key)) FROM (
                SELECT entry.key AS key, arg_max(entry.value, i) AS value FROM config WHERE config.i < result.i
                GROUP BY entry.key)) AS configuration,
           unnest(regexp_extract_all(line, '\s([0-9.]+(?:e[+-]?[0-9]+)? \S+)', 1)) AS measure
    FROM result
),
named AS (
    SELECT i, process, n, CAST(split_part(measure, ' ', 1) AS DOUBLE) AS value,
           split_part(measure, ' ', 2) AS unit,
           CASE WHEN len(list_distinct(list(configuration['pkg']) OVER (PARTITION BY name))) > 1
                THEN configuration['pkg'] || '.' ELSE '' END || name AS series,
           map_concat(coalesce(configuration, MAP {}), map_from_entries(
               [(split_part(s, '=', 1), substr(s, strpos(s, '=') + 1)) FOR s IN settings]))
               AS params
    FROM setting
)
SELECT series,
       CASE unit WHEN 'ns/op' THEN 'time' WHEN 'MB/s' THEN 'throughput' WHEN 'B/op' THEN 'bytes_per_op'
            ELSE trim(regexp_replace(lower(replace(unit, '/', '_per_')), '[^a-z0-9]+', '_', 'g'), '_') END AS metric,
       CASE WHEN unit IN ('MB/s', 'B/s') THEN unit WHEN regexp_matches(unit, '^(.*-)?ns(/op)?$') THEN 'ns'
            WHEN regexp_matches(unit, '^(.*-)?(B|bytes)(/op)?$') THEN 'B' ELSE 'count' END AS unit,
       params, process AS run, row_number() OVER (PARTITION BY series, named.unit, process ORDER BY i) - 1 AS iteration,
       value, CAST(n AS BIGINT) AS weight, false AS warmup, 'sample' AS kind
FROM named

-- facts
SELECT key, any_value(value)
FROM (SELECT regexp_extract(line, '(?:^|"Output":")(commit|cpu|date):', 1) AS key,
             regexp_extract(line, '(?:^|"Output":")(?:commit|cpu|date):\s*(.*?)\s*(?:\\n"}|$)', 1) AS value
      FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
                    auto_detect = false, strict_mode = false))
WHERE key != ''
GROUP BY key
HAVING count(DISTINCT value) = 1

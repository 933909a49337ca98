-- title: Go benchmark text
-- written-by: go test -bench . [-benchmem] [-count N] [-cpu LIST] > FILE
-- described-at: https://go.googlesource.com/proposal/+/master/design/14313-benchmark-format.md
-- found-by: text ^Benchmark[^\s{"]*[ ]*\t[ ]*\d+\t[ ]*[\d.e+-]+ \S+
--
-- One series per benchmark, by its name as printed, with the -N that stands for GOMAXPROCS (none when it was 1);
-- the package goes before the name where several packages use it. One sample per line and measure: the mean of
-- b.N iterations, which is its weight. A unit X/op is the metric x_per_op (ns/op is the metric time); a unit that
-- is neither time nor bytes is a count. Parameters are the configuration lines (goos, goarch, pkg, others) and
-- the key=value parts of the name. Each package's run is one process; files of several invocations may be
-- appended. The file ends with the line PASS, FAIL or ok of the last package.
WITH line AS (
    SELECT row_number() OVER () AS i, rtrim(line, chr(13)) AS line
    FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
                  auto_detect = false, strict_mode = false)
),
closed AS (
    SELECT CASE WHEN regexp_matches(arg_max(line, i), '^(PASS|FAIL|ok\s|\?\s|exit status|coverage:|no test files)')
                THEN true ELSE error('it has no closing PASS, FAIL or ok: it is not complete') END AS whole
    FROM line WHERE line != ''
),
config AS (
    SELECT i, regexp_extract(line, '^([a-z][^\sA-Z:]*):', 1) AS key, regexp_extract(line, '^[^:]*:\s*(.*)$', 1) AS value
    FROM line WHERE regexp_matches(line, '^[a-z][^\sA-Z:]*:(\s|$)')
),
result AS (
    SELECT i, regexp_extract(line, '^(\S+)', 1) AS name, CAST(regexp_extract(line, '^\S+\s+(\d+)', 1) AS DOUBLE) AS n,
           (SELECT count(*) FROM line AS done WHERE done.i < line.i AND regexp_matches(done.line, '^(PASS|FAIL)$'))
               AS process,
           (SELECT arg_max(value, i) FROM config WHERE config.i < line.i AND key = 'pkg') AS pkg,
           (SELECT map_from_entries(list({'k': key, 'v': value} ORDER BY key)) FROM (
                SELECT key, arg_max(value, i) AS value FROM config WHERE config.i < line.i GROUP BY key)) AS settings,
           regexp_extract_all(line, '\s([0-9.]+(?:e[+-]?[0-9]+)?) (\S+)', 0) AS measures
    FROM line, closed
    WHERE whole AND regexp_matches(line, '^Benchmark\S*\s+\d+\t\s*[0-9.]+(e[+-]?[0-9]+)? \S')
),
measured AS (
    SELECT * EXCLUDE measures, trim(unnest(measures), chr(9) || ' ') AS measure,
           [split_part(part, '=', 1) FOR part IN string_split(regexp_replace(name, '-\d+$', ''), '/')
            IF contains(part, '=')] AS keys,
           [regexp_replace(part, '^[^=]*=', '') FOR part IN string_split(regexp_replace(name, '-\d+$', ''), '/')
            IF contains(part, '=')] AS settings_of_name,
           (SELECT count(DISTINCT other.pkg) FROM result AS other WHERE other.name = result.name) AS packages
    FROM result
),
named AS (
    SELECT i, CASE WHEN packages > 1 THEN pkg || '.' ELSE '' END || name AS series, process, n,
           CAST(split_part(measure, ' ', 1) AS DOUBLE) AS value, split_part(measure, ' ', 2) AS unit,
           map_concat(coalesce(settings, MAP {}), CASE WHEN len(list_distinct(keys)) = len(keys)
                      THEN map(keys, settings_of_name) ELSE MAP {} END) AS params
    FROM measured
)
SELECT series,
       CASE unit WHEN 'ns/op' THEN 'time' WHEN 'MB/s' THEN 'throughput'
                 ELSE trim(regexp_replace(lower(replace(unit, '/', '_per_')), '[^a-z0-9]+', '_', 'g'), '_') END AS metric,
       CASE WHEN regexp_matches(unit, '^(.*[-_])?ns(/op)?$') THEN 'ns' WHEN unit IN ('MB/s', 'B/s') THEN unit
            WHEN regexp_matches(unit, '^(.*[-_])?(B|bytes)(/op)?$') THEN 'B' ELSE 'count' END AS unit,
       params, process AS run, row_number() OVER (PARTITION BY series, unit, process ORDER BY i) - 1 AS iteration,
       value, n AS weight, false AS warmup, 'sample' AS kind
FROM named

-- facts
SELECT CASE key WHEN 'commit' THEN 'commit' ELSE 'cpu' END AS key, max(value) AS value
FROM (SELECT regexp_extract(line, '^(cpu|commit):', 1) AS key, regexp_extract(line, '^[^:]*:\s*(.*?)\s*$', 1) AS value
      FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
                    auto_detect = false, strict_mode = false))
WHERE key != ''
GROUP BY key
HAVING count(DISTINCT value) = 1

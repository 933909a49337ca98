-- title: Gatling log
-- written-by: gatling.sh, or mvn gatling:test (simulation.log of version 3.0 to 3.11, which is text)
-- described-at: https://docs.gatling.io/reference/stats/reports/oss/
-- found-by: text ^RUN\t[^\t\n]+\t[^\t\n]+\t\d{13}\t[^\t\n]*\t3\.\d+
--
-- One series per request, by its groups and its name, joined with slashes. One sample per request and metric: time is
-- from its start to its end, in whole milliseconds; failed is 1 where Gatling counts it as KO (such requests are in
-- time, too). Groups and users are not read. Until version 3.3 a line has the user's number, too. Whether users waited
-- for answers depends on the injection (open or closed model), which is not in the file. There is no last line to tell
-- whether the file is whole. Gatling's own percentiles are estimates (t-digest) and not in the file.
WITH line AS (
    SELECT row_number() OVER () AS i, rtrim(line, chr(13)) AS line
    FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
                  auto_detect = false, strict_mode = false)
),
request AS (
    SELECT i, regexp_extract(line, '^REQUEST\t(?:\d+\t)?([^\t]*)\t([^\t]*)\t(\d+)\t(\d+)\t(OK|KO)(?:\t.*)?$',
                             ['groups', 'name', 'start', 'finish', 'status']) AS r
    FROM line
    WHERE CASE WHEN regexp_matches(line, '^REQUEST\t') THEN true
               WHEN regexp_matches(line, '^(RUN|USER|GROUP|ERROR|ASSERTION)\t') THEN false
               ELSE error('line ' || i || ' is no line of a Gatling log') END
),
named AS (
    SELECT i, concat_ws(' / ', nullif(replace(r.groups, ',', ' / '), ''), nullif(r.name, '')) AS series,
           CASE WHEN r.status <> '' THEN CAST(r.finish AS BIGINT) - CAST(r.start AS BIGINT)
                ELSE error('line ' || i || ' is not complete') END AS time, r.status AS status
    FROM request
)
SELECT coalesce(nullif(series, ''), 'request') AS series, m.metric AS metric, m.unit AS unit,
       MAP {}::MAP(VARCHAR, VARCHAR) AS params, 0 AS run,
       row_number() OVER (PARTITION BY series, m.metric ORDER BY i) - 1 AS iteration, CAST(m.value AS DOUBLE) AS value,
       1 AS weight, false AS warmup, 'sample' AS kind
FROM (SELECT *, unnest([{'metric': 'time', 'unit': 'ms', 'value': time},
                        {'metric': 'failed', 'unit': 'x', 'value': CASE status WHEN 'KO' THEN 1 ELSE 0 END}]) AS m
      FROM named)

-- facts
SELECT unnest(map_entries(MAP {
    'tool': any_value('Gatling ' || nullif(regexp_extract(line, '^RUN\t.*\t(3\.[\w.-]+)$', 1), '')),
    'date': CAST(make_timestamp(CAST(any_value(nullif(regexp_extract(line, '^RUN\t[^\t]*\t[^\t]*\t(\d{13})\t', 1), ''))
                                     AS BIGINT) * 1000) AS VARCHAR),
    'failed': CAST(count(*) FILTER (WHERE regexp_matches(line, '^REQUEST\t.*\t\d+\t\d+\tKO(\t|$)')) AS VARCHAR)}),
    recursive := true)
FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
              auto_detect = false, strict_mode = false)

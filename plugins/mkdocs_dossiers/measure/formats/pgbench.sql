-- title: pgbench report
-- written-by: pgbench [OPTIONS] DBNAME > FILE 2>&1
-- described-at: https://www.postgresql.org/docs/current/pgbench.html
-- found-by: text ^transaction type: .*\nscaling factor: [\d.]+$
-- loop: closed
--
-- The series is the transaction type, with several scripts each script too. Whole run, one sample each:
-- transactions_per_second (without the time to connect) and failed (in percent, where told). time has statistics only,
-- in ms rounded to 0.001: the mean and standard deviation of all transactions (where no deviation is printed, the mean
-- is clients times duration over transactions, not measured). With --progress each line is an interval: interval_rate
-- and interval_latency, its mean. With --rate
-- transactions start on a schedule (an open loop), and time counts from it. A report ends with its tps; several may be appended
-- (then without these statistics, which cannot be joined).
WITH line AS (
    SELECT row_number() OVER () AS i, rtrim(line, chr(13)) AS line
    FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
                  auto_detect = false, strict_mode = false)
),
numbered AS (
    SELECT i, line, sum(CAST(line LIKE 'transaction type: %' AS INT)) OVER (ORDER BY i) AS report,
           max(CASE WHEN line LIKE 'transaction type: %' THEN i END) OVER (ORDER BY i) AS head,
           max(CASE WHEN regexp_matches(line, '^SQL script \d+: ') THEN i END) OVER (ORDER BY i) AS script
    FROM line
),
placed AS (
    SELECT i, line, CASE WHEN line LIKE 'progress: %' THEN report ELSE report - 1 END AS run,
           CASE WHEN script > head THEN (SELECT regexp_extract(line, '^SQL script \d+: (.*)$', 1)
                                         FROM line WHERE line.i = script) END AS script
    FROM numbered
),
report AS (
    SELECT run, max(regexp_extract(line, '^transaction type: (.*)$', 1)) AS name,
           map_from_entries(list({'k': regexp_extract(line, '^number of (clients|threads): ', 1),
                                  'v': regexp_extract(line, '^number of (?:clients|threads): (\d+)$', 1)})
                            FILTER (WHERE regexp_matches(line, '^number of (clients|threads): '))) AS params,
           CASE WHEN bool_or(regexp_matches(line, '^tps = [\d.]+ \((without|excluding) ')) THEN true
                ELSE error('report ' || run + 1 || ' has no tps: it is not complete') END AS whole
    FROM placed GROUP BY run HAVING bool_or(line LIKE 'transaction type: %') OR bool_or(line LIKE 'progress: %')
),
pattern AS (
    SELECT unnest([
        {'metric': 'transactions_per_second', 'unit': 'transaction/s', 'statistic': '',
         'pattern': '^tps = ([\d.]+) \((?:without|excluding)'},
        {'metric': 'transactions_per_second', 'unit': 'transaction/s', 'statistic': '',
         'pattern': '^ - \d+ transactions \(.*, tps = ([\d.]+)\)$'},
        {'metric': 'failed', 'unit': '%', 'statistic': '',
         'pattern': '^(?: - )?number of failed transactions: \d+ \(([\d.]+)%\)$'},
        {'metric': 'interval_rate', 'unit': 'transaction/s', 'statistic': '', 'pattern': '^progress: .* s, ([\d.]+) tps,'},
        {'metric': 'interval_latency', 'unit': 'ms', 'statistic': '', 'pattern': '^progress: .* tps, lat ([\d.]+) ms'},
        {'metric': 'time', 'unit': 'ms', 'statistic': 'mean', 'pattern': '^(?: - )?latency average[ =:]+([\d.]+) ms'},
        {'metric': 'time', 'unit': 'ms', 'statistic': 'stddev', 'pattern': '^(?: - )?latency stddev[ =:]+([\d.]+) ms'}]) AS p
),
value AS (
    SELECT i, run, name || coalesce(': ' || script, '') AS series, p.metric AS metric, p.unit AS unit,
           p.statistic AS statistic, params, max(run) OVER () AS last,
           CAST(regexp_extract(line, p.pattern, 1) AS DOUBLE) AS value
    FROM placed JOIN report USING (run) JOIN pattern ON regexp_matches(line, p.pattern)
    WHERE whole
)
SELECT series, metric, unit, params, run,
       row_number() OVER (PARTITION BY series, metric, run ORDER BY i) - 1 AS iteration, value, 1 AS weight, false AS warmup, 'sample' AS kind
FROM value WHERE statistic = ''
UNION ALL
SELECT series, metric, unit, MAP {'statistic': statistic}, run, 0, value, NULL, false, 'summary'
FROM value WHERE statistic != '' AND last = 0

-- facts
SELECT unnest(map_entries(MAP {
    'tool': any_value('pgbench ' || nullif(regexp_extract(line, '^pgbench \((\d\S*)', 1), '')),
    'failed': CAST(sum(CAST(nullif(regexp_extract(line, '^number of (?:failed transactions|transactions skipped): (\d+)', 1), '')
                            AS BIGINT)) AS VARCHAR),
    'loop': CASE WHEN bool_and(NOT starts_with(line, 'rate limit schedule lag: ')) THEN 'closed'
                 WHEN count(*) FILTER (WHERE starts_with(line, 'rate limit schedule lag: '))
                      = count(*) FILTER (WHERE starts_with(line, 'transaction type: ')) THEN 'open' END}), recursive := true)
FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
              auto_detect = false, strict_mode = false)

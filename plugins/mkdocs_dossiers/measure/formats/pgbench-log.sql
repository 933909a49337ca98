-- title: pgbench transaction log
-- written-by: pgbench -l [--log-prefix=NAME] DBNAME (NAME.PID)
-- described-at: https://www.postgresql.org/docs/current/pgbench.html#id-1.9.4.11.9.8
-- found-by: text \A\d{1,5} \d{1,9} (?:\d+|skipped|failed|serialization|deadlock) \d{1,4} \d{9,10} \d{1,6}(?: \d+){0,2}\n
-- loop: closed
--
-- One series per script, by its number (the file does not name it). One sample per transaction, in µs, with the client
-- as run. With --rate there is schedule_lag too, in µs, and the time counts from when the transaction should have
-- started (an open loop; else each client waits for its answer). Transactions that were skipped or failed have no time, and are the metric not_done, 1 each. There is no
-- warm-up mark, and the end cannot be told: a file cut between two lines looks whole.
WITH line AS (
    SELECT row_number() OVER () AS i, string_split(trim(line), ' ') AS v
    FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
                  auto_detect = false, strict_mode = false)
    WHERE trim(line) != ''
),
entry AS (
    SELECT i, v, 'script ' || v[4] AS series, CAST(v[1] AS INT) AS client, CAST(v[2] AS BIGINT) AS nr
    FROM line
    WHERE CASE WHEN len(v) = (SELECT len(v) FROM line WHERE i = 1) THEN true
               ELSE error('line ' || i || ' is not complete') END
)
SELECT series, m.metric AS metric, m.unit AS unit, MAP {}::MAP(VARCHAR, VARCHAR) AS params, client AS run,
       nr - 1 AS iteration, m.value AS value, 1 AS weight, false AS warmup, 'sample' AS kind
FROM (SELECT *, unnest([
          {'metric': 'time', 'unit': 'us', 'value': TRY_CAST(v[3] AS DOUBLE)},
          {'metric': 'schedule_lag', 'unit': 'us', 'value': TRY_CAST(v[7] AS DOUBLE)},
          {'metric': 'not_done', 'unit': 'count', 'value': CASE WHEN TRY_CAST(v[3] AS DOUBLE) IS NULL THEN 1 END}]) AS m
      FROM entry)
WHERE m.value IS NOT NULL

-- facts
SELECT unnest(map_entries(MAP {
    'failed': CAST(count(*) FILTER (WHERE NOT regexp_matches(line, '^\d+ \d+ \d')) AS VARCHAR),
    'loop': CASE WHEN min(len(string_split(trim(line), ' '))) > 6 THEN 'open' ELSE 'closed' END}), recursive := true)
FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
              auto_detect = false, strict_mode = false)
WHERE trim(line) != ''

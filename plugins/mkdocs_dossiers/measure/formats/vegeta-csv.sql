-- title: vegeta results as CSV
-- written-by: vegeta encode -to csv RESULTS > FILE
-- described-at: https://github.com/tsenart/vegeta
-- found-by: text \A\d{19},\d+,\d+,\d+,\d+,[^,\n]*,[A-Za-z0-9+/=]*,[^,\n]*,\d+(?:,|\n)
-- loop: open
--
-- One series per attack name, one sample per request and metric, in order of its number: time is the latency in
-- nanoseconds from when it was sent; bytes_in and bytes_out; failed is 1 where vegeta counts it so (no answer,
-- or a status below 200 or from 400 on). The columns have no names; version 8 wrote eight of them, 12
-- twelve. A line is whole when its number is its own and its answer's header ends in an empty line.
WITH line AS (
    SELECT line, row_number() OVER () AS place
    FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '',
                  escape = '', auto_detect = false, strict_mode = false)
),
request AS (
    SELECT place, regexp_extract(line, '^(\d{19}),(\d+),(\d+),(\d+),(\d+),(?:"(?:[^"]|"")*"|[^,"]*),([A-Za-z0-9+/=]*),'
               || '("(?:[^"]|"")*"|[^,"]*),(\d+)(?:,[^,]*,(?:"(?:[^"]|"")*"|[^,"]*),([A-Za-z0-9+/=]*))?$',
               ['sent', 'code', 'latency', 'bytes_out', 'bytes_in', 'body', 'attack', 'seq', 'headers']) AS r,
           len(line) - len(replace(line, ',', '')) AS commas
    FROM line
),
checked AS (
    SELECT r, CASE WHEN r.sent <> '' AND len(r.body) % 4 = 0 AND len(r.headers) % 4 = 0
                        AND (r.headers = '' OR hex(from_base64(r.headers)) LIKE '%0D0A0D0A')
                        AND (commas < 9) = (min(commas) OVER () < 9)
                        AND count(*) OVER (PARTITION BY r.attack, r.seq) = 1 THEN true
                   ELSE error('Line ' || place || ' is not whole.') END AS whole
    FROM request
),
measured AS (
    SELECT trim(r.attack, '"') AS series, CAST(r.seq AS BIGINT) AS iteration, unnest([
        {'metric': 'time', 'unit': 'ns', 'value': CAST(r.latency AS DOUBLE)},
        {'metric': 'bytes_in', 'unit': 'B', 'value': CAST(r.bytes_in AS DOUBLE)},
        {'metric': 'bytes_out', 'unit': 'B', 'value': CAST(r.bytes_out AS DOUBLE)},
        {'metric': 'failed', 'unit': 'x',
         'value': CASE WHEN CAST(r.code AS BIGINT) BETWEEN 200 AND 399 THEN 0.0 ELSE 1.0 END}]) AS m
    FROM checked
    WHERE whole
)
SELECT coalesce(nullif(series, ''), 'attack') AS series, m.metric AS metric, m.unit AS unit,
       MAP {}::MAP(VARCHAR, VARCHAR) AS params, 0 AS run, iteration, m.value AS value, 1 AS weight,
       false AS warmup, 'sample' AS kind
FROM measured

-- facts
SELECT unnest(map_entries(MAP {
    'date': CAST(make_timestamp(CAST(min(regexp_extract(line, '^\d{16}')) AS BIGINT)) AS VARCHAR),
    'failed': CAST(count(*) FILTER (WHERE NOT regexp_matches(line, '^\d+,[23]\d\d,')) AS VARCHAR)}), recursive := true)
FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
              auto_detect = false, strict_mode = false)

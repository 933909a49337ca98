-- title: JMeter JTL
-- written-by: jmeter -n -t PLAN.jmx -l FILE.jtl (as CSV with field names, the default since 2.14)
-- described-at: https://jmeter.apache.org/usermanual/listeners.html#csvlogformat
-- found-by: csv timeStamp,elapsed,label,responseCode,success
-- loop: closed
--
-- One series per label, one sample per line and metric: time is elapsed, in milliseconds; first_byte_time is
-- Latency (until the first byte) and connect_time is Connect, where the file has them; bytes is the size
-- received; failed is 1 where success is not true (failed requests are in time, too). Each thread waits for its
-- answer, except in an Open Model Thread Group (from 5.5 on), which the file does not tell. There is no last line to tell whether the file is whole.
WITH row AS (
    SELECT to_json(r) AS r, row_number() OVER () AS place
    FROM read_csv($file, header = true, delim = ',', quote = '"', escape = '"', all_varchar = true,
                  strict_mode = true) AS r
),
measured AS (
    SELECT r->>'label' AS series, row_number() OVER (PARTITION BY r->>'label' ORDER BY place) - 1 AS iteration,
           unnest([
               {'metric': 'time', 'unit': 'ms', 'value': r->>'elapsed'},
               {'metric': 'first_byte_time', 'unit': 'ms', 'value': r->>'Latency'},
               {'metric': 'connect_time', 'unit': 'ms', 'value': r->>'Connect'},
               {'metric': 'bytes', 'unit': 'B', 'value': r->>'bytes'},
               {'metric': 'failed', 'unit': 'x', 'value': CASE r->>'success' WHEN 'true' THEN '0' ELSE '1' END}]) AS m
    FROM row
)
SELECT series, m.metric AS metric, m.unit AS unit, MAP {}::MAP(VARCHAR, VARCHAR) AS params, 0 AS run, iteration,
       CAST(m.value AS DOUBLE) AS value, 1 AS weight, false AS warmup, 'sample' AS kind
FROM measured
WHERE m.value IS NOT NULL

-- facts
SELECT unnest(map_entries(MAP {
    'date': CAST(make_timestamp(min(TRY_CAST("timeStamp" AS BIGINT)) * 1000) AS VARCHAR),
    'failed': CAST(count(*) FILTER (WHERE success <> 'true') AS VARCHAR)}), recursive := true)
FROM read_csv($file, header = true, delim = ',', quote = '"', escape = '"', all_varchar = true,
              strict_mode = true)

-- title: vegeta results as JSON
-- written-by: vegeta encode -to json RESULTS > FILE
-- described-at: https://github.com/tsenart/vegeta
-- found-by: text \A\{"attack":"[^\n]*","seq":\d+,"code":\d+,"timestamp":"
-- loop: open
--
-- One series per attack name, one sample per request and metric, in order of its number: time is the latency in
-- nanoseconds from when it was sent; bytes_in and bytes_out; failed is 1 where vegeta counts it so (no answer,
-- or a status below 200 or from 400 on).
WITH request AS (
    SELECT *
    FROM read_json($file, format = 'newline_delimited', columns = {
        attack: 'VARCHAR', seq: 'BIGINT', code: 'BIGINT', latency: 'DOUBLE', bytes_out: 'DOUBLE',
        bytes_in: 'DOUBLE'})
),
measured AS (
    SELECT attack AS series, seq AS iteration, unnest([
        {'metric': 'time', 'unit': 'ns', 'value': latency},
        {'metric': 'bytes_in', 'unit': 'B', 'value': bytes_in},
        {'metric': 'bytes_out', 'unit': 'B', 'value': bytes_out},
        {'metric': 'failed', 'unit': 'x', 'value': CASE WHEN code BETWEEN 200 AND 399 THEN 0.0 ELSE 1.0 END}]) AS m
    FROM request
)
SELECT coalesce(nullif(series, ''), 'attack') AS series, m.metric AS metric, m.unit AS unit,
       MAP {}::MAP(VARCHAR, VARCHAR) AS params, 0 AS run, iteration, m.value AS value, 1 AS weight,
       false AS warmup, 'sample' AS kind
FROM measured
WHERE m.value IS NOT NULL

-- facts
SELECT unnest(map_entries(MAP {
    'date': min("timestamp"),
    'failed': CAST(count(*) FILTER (WHERE code NOT BETWEEN 200 AND 399) AS VARCHAR)}), recursive := true)
FROM read_json($file, format = 'newline_delimited', columns = {'timestamp': 'VARCHAR', code: 'BIGINT'})

-- title: vegeta report
-- written-by: vegeta report -type json RESULTS > FILE
-- described-at: https://github.com/tsenart/vegeta
-- found-by: json latencies.total latencies.mean latencies.max bytes_in.total status_codes
-- loop: open
--
-- Statistics only, of one series. time in nanoseconds: mean (vegeta drops the fraction of a nanosecond), min
-- and max are exact. Its percentiles are estimates (t-digest in version 12, another sketch before), so they are
-- named "p99 (estimate)". rate is requests sent per second; throughput successful ones per second; success the
-- share of requests that succeeded.
WITH report AS (
    SELECT *
    FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
        latencies: 'MAP(VARCHAR, DOUBLE)', bytes_in: 'STRUCT(mean DOUBLE)', bytes_out: 'STRUCT(mean DOUBLE)',
        requests: 'BIGINT', rate: 'DOUBLE', throughput: 'DOUBLE', success: 'DOUBLE'})
),
printed AS (
    SELECT requests, 'time' AS metric, 'ns' AS unit,
           CASE WHEN e.key IN ('mean', 'min', 'max') THEN e.key WHEN e.key = '50th' THEN 'median (estimate)'
                ELSE 'p' || rtrim(e.key, 'th') || ' (estimate)' END AS statistic, e.value AS value
    FROM (SELECT requests, unnest(map_entries(latencies)) AS e FROM report)
    WHERE e.key <> 'total'
    UNION ALL
    SELECT requests, p.metric, p.unit, 'mean', p.value
    FROM (SELECT requests, unnest([
        {'metric': 'rate', 'unit': 'request/s', 'value': rate},
        {'metric': 'throughput', 'unit': 'request/s', 'value': throughput},
        {'metric': 'success', 'unit': 'x', 'value': success},
        {'metric': 'bytes_in', 'unit': 'B', 'value': bytes_in.mean},
        {'metric': 'bytes_out', 'unit': 'B', 'value': bytes_out.mean}]) AS p FROM report)
)
SELECT 'attack' AS series, metric, unit, MAP {'statistic': statistic} AS params, 0 AS run, 0 AS iteration, value,
       requests AS weight, false AS warmup, 'summary' AS kind
FROM printed
WHERE value IS NOT NULL

-- facts
SELECT unnest(map_entries(MAP {
    'date': earliest, 'failed': CAST(CAST(round(requests * (1 - success)) AS BIGINT) AS VARCHAR)}), recursive := true)
FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
    earliest: 'VARCHAR', requests: 'BIGINT', success: 'DOUBLE'})

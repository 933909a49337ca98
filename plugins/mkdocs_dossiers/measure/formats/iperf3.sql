-- title: iperf3 JSON
-- written-by: iperf3 -c SERVER -J > FILE
-- described-at: https://software.es.net/iperf/invoking.html
-- found-by: json start.version start.connected intervals
--
-- The series is the test's protocol, TCP, UDP or SCTP, with "reverse" where the server sent (with
-- --bidir there are both). One sample per reporting
-- interval, of all streams together: bits_per_second, retransmits, and packets where there are any; rtt in µs
-- is of each stream. Intervals omitted at the start (-O) are warm-up. Over the whole run there is one sample each of
-- bits_per_second_sent and _received (what counts is the latter), and for UDP jitter and lost packets in percent.
WITH file AS (
    SELECT CASE WHEN error IS NULL THEN start ELSE error('iperf3 ended with: ' || error) END AS start, intervals, "end"
    FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
        error: 'VARCHAR', start: 'STRUCT(test_start STRUCT(protocol VARCHAR, "reverse" INT, num_streams INT))',
        intervals: 'STRUCT(streams STRUCT(rtt DOUBLE, omitted BOOLEAN)[], sum STRUCT(
            bits_per_second DOUBLE, retransmits DOUBLE, packets DOUBLE, omitted BOOLEAN),
            sum_bidir_reverse STRUCT(bits_per_second DOUBLE, packets DOUBLE, omitted BOOLEAN))[]',
        "end": 'STRUCT(sum STRUCT(jitter_ms DOUBLE, lost_percent DOUBLE), sum_sent STRUCT(bits_per_second DOUBLE),
            sum_received STRUCT(bits_per_second DOUBLE), sum_sent_bidir_reverse STRUCT(bits_per_second DOUBLE),
            sum_received_bidir_reverse STRUCT(bits_per_second DOUBLE),
            cpu_utilization_percent STRUCT(host_total DOUBLE, remote_total DOUBLE))'})
),
test AS (
    SELECT CASE WHEN "end".sum_sent IS NULL AND "end".sum IS NULL THEN error('it has no end: it is not complete')
                ELSE start.test_start.protocol END || CASE start.test_start."reverse" WHEN 1 THEN ' reverse' ELSE '' END
               AS series, CAST(start.test_start.num_streams AS VARCHAR) AS streams, intervals, "end"
    FROM file
),
interval_of AS (
    SELECT series, streams, unnest(intervals) AS v, generate_subscripts(intervals, 1) AS i FROM test
),
value AS (
    SELECT series, streams, i, 0 AS run, v.sum.omitted AS warmup, unnest([
        {'metric': 'bits_per_second', 'unit': 'bit/s', 'value': v.sum.bits_per_second},
        {'metric': 'retransmits', 'unit': 'count', 'value': v.sum.retransmits},
        {'metric': 'packets', 'unit': 'packet', 'value': v.sum.packets}], recursive := true)
    FROM interval_of
    UNION ALL
    SELECT series || ' reverse', streams, i, 0, v.sum_bidir_reverse.omitted, unnest([
        {'metric': 'bits_per_second', 'unit': 'bit/s', 'value': v.sum_bidir_reverse.bits_per_second},
        {'metric': 'packets', 'unit': 'packet', 'value': v.sum_bidir_reverse.packets}], recursive := true)
    FROM interval_of
    UNION ALL
    SELECT series, streams, i, stream - 1, s.omitted, 'rtt', 'us', s.rtt
    FROM (SELECT *, unnest(v.streams) AS s, generate_subscripts(v.streams, 1) AS stream FROM interval_of)
    UNION ALL
    SELECT series, streams, 1, 0, false, unnest([
        {'metric': 'bits_per_second_sent', 'unit': 'bit/s', 'value': "end".sum_sent.bits_per_second},
        {'metric': 'bits_per_second_received', 'unit': 'bit/s', 'value': "end".sum_received.bits_per_second},
        {'metric': 'jitter', 'unit': 'ms', 'value': "end".sum.jitter_ms},
        {'metric': 'lost', 'unit': '%', 'value': "end".sum.lost_percent},
        {'metric': 'cpu_host', 'unit': '%', 'value': "end".cpu_utilization_percent.host_total},
        {'metric': 'cpu_remote', 'unit': '%', 'value': "end".cpu_utilization_percent.remote_total}], recursive := true)
    FROM test
    UNION ALL
    SELECT series || ' reverse', streams, 1, 0, false, unnest([
        {'metric': 'bits_per_second_sent', 'unit': 'bit/s', 'value': "end".sum_sent_bidir_reverse.bits_per_second},
        {'metric': 'bits_per_second_received', 'unit': 'bit/s',
         'value': "end".sum_received_bidir_reverse.bits_per_second}], recursive := true)
    FROM test
)
SELECT series, metric, unit, MAP {'streams': streams} AS params, run, i - 1 AS iteration, value, 1 AS weight,
       coalesce(warmup, false) AS warmup, 'sample' AS kind
FROM value
WHERE value IS NOT NULL

-- facts
SELECT unnest(map_entries(MAP {
    'tool': replace(start.version, 'iperf ', 'iperf3 '), 'host': split_part(start.system_info, ' ', 2),
    'date': strftime(to_timestamp(start."timestamp".timesecs) AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ')}),
    recursive := true)
FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
    start: 'STRUCT(version VARCHAR, system_info VARCHAR, "timestamp" STRUCT(timesecs BIGINT))'})

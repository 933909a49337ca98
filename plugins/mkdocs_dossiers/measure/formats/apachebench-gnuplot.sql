-- title: ApacheBench, every request
-- written-by: ab -n 1000 -c 8 -g FILE URL
-- described-at: https://httpd.apache.org/docs/2.4/programs/ab.html
-- found-by: text \Astarttime\tseconds\tctime\tdtime\tttime\twait\n
-- loop: closed
--
-- One series, one sample per completed request and metric, in whole milliseconds: time is ttime, the whole
-- request; connect_time is ctime, processing_time dtime, waiting_time wait. ab writes the requests sorted by
-- ttime; iteration follows the second they started in and, within it, no order that means anything.
WITH request AS (
    SELECT seconds, ctime, dtime, ttime, wait, row_number() OVER () AS place
    FROM read_csv($file, delim = '\t', header = true, auto_detect = false, strict_mode = true, columns = {
        'starttime': 'VARCHAR', 'seconds': 'BIGINT', 'ctime': 'BIGINT', 'dtime': 'BIGINT', 'ttime': 'BIGINT',
        'wait': 'BIGINT'})
),
ordered AS (
    SELECT *, row_number() OVER (ORDER BY seconds, md5(CAST(place AS VARCHAR))) - 1 AS iteration FROM request
)
SELECT 'requests' AS series, m.metric AS metric, 'ms' AS unit, MAP {}::MAP(VARCHAR, VARCHAR) AS params, 0 AS run,
       iteration, CAST(m.value AS DOUBLE) AS value, 1 AS weight, false AS warmup, 'sample' AS kind
FROM (SELECT iteration, unnest([{'metric': 'time', 'value': ttime}, {'metric': 'connect_time', 'value': ctime},
                                {'metric': 'processing_time', 'value': dtime},
                                {'metric': 'waiting_time', 'value': wait}]) AS m FROM ordered)

-- facts
SELECT 'date' AS key, CAST(make_timestamp(min(seconds) * 1000000) AS VARCHAR) AS value
FROM read_csv($file, delim = '\t', header = true, auto_detect = false, strict_mode = true, columns = {
    'starttime': 'VARCHAR', 'seconds': 'BIGINT', 'ctime': 'BIGINT', 'dtime': 'BIGINT', 'ttime': 'BIGINT',
    'wait': 'BIGINT'})

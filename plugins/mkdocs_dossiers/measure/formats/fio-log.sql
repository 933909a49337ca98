-- title: fio log
-- written-by: fio --write_lat_log=NAME --write_bw_log=NAME --write_iops_log=NAME (NAME_clat.1.log and others)
-- described-at: https://fio.readthedocs.io/en/latest/fio_doc.html#log-file-formats
-- found-by: text \A\d+, \d+, [012], \d+(?:, (?:\d+|0x[0-9a-f]+)){0,3}\n
--
-- The file does not say what was logged: its name does, as fio gave it (NAME_lat, _clat, _slat, _bw or _iops, then the
-- number of the job), and NAME with the number is the series. One metric per direction (read_clat, write_clat,
-- trim_clat), as in fio's JSON. One sample per request, or the mean over each interval with --log_avg_msec. Latencies
-- are in ns (fio 3 and later), bandwidth in KiB/s. Ramp time is not in the file.
WITH line AS (
    SELECT row_number() OVER () AS i, string_split(line, ', ') AS v,
           regexp_extract(filename, '([^/\\]*)_(lat|clat|slat|bw|iops)(?:\.(\d+))?\.log(?:\.gz|\.zst)?$',
                          ['name', 'metric', 'job']) AS logged
    FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
                  auto_detect = false, strict_mode = false, filename = true)
    WHERE line != ''
),
request AS (
    SELECT i, logged.name || CASE logged.job WHEN '' THEN '' ELSE ' ' || logged.job END AS series,
           CASE WHEN logged.metric = '' THEN error('its name does not say what was logged, as in read_clat.1.log')
                ELSE logged.metric END AS logged, CAST(v[2] AS DOUBLE) AS value,
           ['read', 'write', 'trim'][CAST(v[3] AS INT) + 1] AS direction,
           CASE WHEN len(v) = first_value(len(v)) OVER (ORDER BY i) THEN true
                ELSE error('line ' || i || ' is not complete') END AS whole
    FROM line
)
SELECT series, direction || '_' || CASE logged WHEN 'bw' THEN 'bandwidth' ELSE logged END AS metric,
       CASE logged WHEN 'bw' THEN 'KiB/s' WHEN 'iops' THEN 'op/s' ELSE 'ns' END AS unit,
       MAP {}::MAP(VARCHAR, VARCHAR) AS params, 0 AS run,
       row_number() OVER (PARTITION BY series, direction ORDER BY i) - 1 AS iteration, value, 1 AS weight,
       false AS warmup, 'sample' AS kind
FROM request
WHERE whole

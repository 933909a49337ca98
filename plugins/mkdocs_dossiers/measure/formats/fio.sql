-- title: fio JSON
-- written-by: fio --output-format=json (or json+) --output=FILE JOBFILE
-- described-at: https://fio.readthedocs.io/en/latest/fio_doc.html#json-output
-- found-by: json jobs[].jobname jobs[].read.io_bytes jobs[].read.iops
-- weight: samples
--
-- One series per job (its clones numbered from #2), one set of metrics per direction: read_lat (total latency),
-- read_clat (completion), read_slat (submission), read_bandwidth and read_iops (over the whole run, one sample each).
-- Latencies are in ns (µs before fio 3) as minimum, mean, maximum, standard deviation and percentiles of so many
-- requests. With json+ each bucket of the histogram stands for so many requests of that latency, instead of its
-- statistics, which fio takes of the unrounded latencies. Percentiles are nearest rank over those buckets, which are
-- less than 1/64 wide (stat.c, calc_clat_percentiles). Ramp time is not in the file.
WITH job AS (
    SELECT unnest(jobs) AS j, generate_subscripts(jobs, 1) AS nr
    FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {jobs: 'JSON[]'})
),
named AS (
    SELECT j->>'jobname' || CASE row_number() OVER (PARTITION BY j->>'jobname' ORDER BY nr) WHEN 1 THEN ''
           ELSE ' #' || row_number() OVER (PARTITION BY j->>'jobname' ORDER BY nr) END AS series,
           unnest(['read', 'write', 'trim']) AS direction, j->direction AS d,
           CASE WHEN coalesce(CAST(j->>'error' AS INT), 0) = 0 THEN true
                ELSE error('job ' || (j->>'jobname') || ' ended with error ' || (j->>'error')) END AS fine
    FROM job
),
latency AS (
    SELECT series, direction, unnest([
        {'name': 'slat', 'unit': 'ns', 'l': d->'slat_ns'}, {'name': 'slat', 'unit': 'us', 'l': d->'slat'},
        {'name': 'clat', 'unit': 'ns', 'l': d->'clat_ns'}, {'name': 'clat', 'unit': 'us', 'l': d->'clat'},
        {'name': 'lat', 'unit': 'ns', 'l': d->'lat_ns'}, {'name': 'lat', 'unit': 'us', 'l': d->'lat'}],
        recursive := true), CAST(d->>'total_ios' AS BIGINT) AS n
    FROM named
    WHERE fine AND CAST(d->>'total_ios' AS BIGINT) > 0
),
bucket AS (
    SELECT *, CAST(l->'bins' AS MAP(VARCHAR, BIGINT)) AS bins FROM latency WHERE l IS NOT NULL
),
statistic AS (
    SELECT *, unnest(map_entries(map_concat(
        MAP {'min': CAST(l->>'min' AS DOUBLE), 'mean': CAST(l->>'mean' AS DOUBLE), 'max': CAST(l->>'max' AS DOUBLE),
             'stddev': CAST(l->>'stddev' AS DOUBLE)},
        map_from_entries([('p' || regexp_replace(regexp_replace(p, '0+$', ''), '\.$', ''),
                           CAST(l->'percentile'->>p AS DOUBLE))
                          FOR p IN list_distinct(json_keys(l->'percentile')) IF p NOT IN ('0.00', '0.000000')])))) AS s
    FROM bucket
    WHERE bins IS NULL AND CAST(l->>'max' AS DOUBLE) > 0
)
SELECT series, direction || '_' || name AS metric, unit, MAP {}::MAP(VARCHAR, VARCHAR) AS params, 0 AS run,
       row_number() OVER (PARTITION BY series, metric ORDER BY CAST(b.key AS DOUBLE)) - 1 AS iteration,
       CAST(b.key AS DOUBLE) AS value, b.value AS weight, false AS warmup, 'sample' AS kind
FROM (SELECT *, unnest(map_entries(bins)) AS b FROM bucket)
UNION ALL
SELECT series, direction || '_' || name, unit, MAP {'statistic': s.key}, 0, 0, s.value,
       coalesce(CAST(l->>'N' AS BIGINT), n), false, 'summary'
FROM statistic
UNION ALL
SELECT series, direction || m.name, m.unit, MAP {}::MAP(VARCHAR, VARCHAR), 0, 0, m.value, 1, false, 'sample'
FROM (SELECT *, unnest([
          {'name': '_iops', 'unit': 'op/s', 'value': CAST(d->>'iops' AS DOUBLE)},
          {'name': '_bandwidth', 'unit': 'B/s', 'value': CAST(d->>'bw_bytes' AS DOUBLE)},
          {'name': '_bandwidth', 'unit': 'KiB/s', 'value': CASE WHEN (d->'bw_bytes') IS NULL
                                                           THEN CAST(d->>'bw' AS DOUBLE) END}]) AS m
      FROM named WHERE fine AND CAST(d->>'total_ios' AS BIGINT) > 0)
WHERE m.value IS NOT NULL

-- facts
SELECT unnest(map_entries(MAP {
    'tool': replace("fio version", 'fio-', 'fio '),
    'date': strftime(to_timestamp("timestamp") AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ')}), recursive := true)
FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
    'fio version': 'VARCHAR', 'timestamp': 'BIGINT'})

-- title: perf stat
-- written-by: perf stat -j -o FILE [-r N] [-I MS] COMMAND
-- described-at: https://man7.org/linux/man-pages/man1/perf-stat.1.html
-- found-by: text ^\{[^{}]*"counter-value" : \"
--
-- The file does not name the command: the series is what was counted, the whole command (perf stat) or with -A and
-- the --per options one CPU, core, socket, thread or node of it. One metric per event (task-clock: task_clock), and
-- one per ratio that perf prints beside it (insn per cycle: insn_per_cycle); rates per second are left out, as their
-- scale changes from line to line. With -I each interval is a sample (what was counted in it), else the command is one
-- sample. With -r it holds only means over the runs, without their number: its "variance" is the standard error of the
-- mean in percent. Events not counted or not supported are left out. Seconds are in the parameter interval.
WITH line AS (
    SELECT row_number() OVER () AS i, line
    FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
                  auto_detect = false, strict_mode = false)
    WHERE NOT starts_with(line, '#') AND trim(line) != ''
),
counter AS (
    SELECT i, concat_ws(' ', 'perf stat', line->>'socket', line->>'die', line->>'node', line->>'core',
                        'cpu ' || (line->>'cpu'), line->>'thread') AS series,
           line->>'interval' AS moment, (line->'variance') IS NOT NULL AS repeated,
           unnest([
               {'name': line->>'event', 'unit': line->>'unit', 'value': line->>'counter-value'},
               {'name': line->>'metric-unit', 'unit': line->>'metric-unit', 'value': line->>'metric-value'}]) AS c
    FROM line
),
complete AS (
    SELECT CASE WHEN count(*) % count(DISTINCT coalesce(moment, '')) = 0 THEN true
                ELSE error('the last interval lacks events: it is not complete') END AS whole
    FROM counter
),
metric AS (
    SELECT i, series, moment, repeated, TRY_CAST(c.value AS DOUBLE) AS value,
           trim(regexp_replace(lower(c.name), '[^a-z0-9]+', '_', 'g'), '_') AS metric,
           CASE WHEN c.unit IN ('', 'count') THEN 'count' WHEN c.unit = 'msec' THEN 'ms' WHEN c.unit = 'Joules' THEN 'J'
                WHEN c.unit IN ('ns', 'MiB', 'GHz') THEN c.unit WHEN starts_with(c.unit, '%') THEN '%' ELSE 'x' END
               AS unit
    FROM counter, complete
    WHERE whole AND coalesce(c.name, '') != '' AND NOT regexp_matches(c.name, '/sec$')
)
SELECT series, metric, unit,
       CASE WHEN repeated THEN MAP {'statistic': 'mean'} WHEN moment IS NULL THEN MAP {}::MAP(VARCHAR, VARCHAR)
            ELSE MAP {'interval': moment} END AS params,
       0 AS run, row_number() OVER (PARTITION BY series, metric ORDER BY i) - 1 AS iteration, value,
       CASE WHEN NOT repeated THEN 1 END AS weight, false AS warmup,
       CASE WHEN repeated THEN 'summary' ELSE 'sample' END AS kind
FROM metric
WHERE value IS NOT NULL

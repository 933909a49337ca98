-- title: GNU time
-- written-by: /usr/bin/time -v [-a] -o FILE COMMAND
-- described-at: https://www.gnu.org/software/time/
-- found-by: text ^\tCommand being timed: ".*"$
--
-- One series per command, one sample per run and metric; runs are appended with -a. Elapsed, user and system time in
-- seconds (printed in hundredths), peak resident memory in KiB, share of a CPU, page faults, context switches and
-- file system reads and writes as counts. Counters that Linux leaves at zero are left out. A run that failed has the
-- parameter exit_status. A command's own output between the runs is passed over. BusyBox writes the same, its elapsed
-- time as 0m 0.07s.
WITH line AS (
    SELECT row_number() OVER () AS i, rtrim(line, chr(13)) AS line
    FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
                  auto_detect = false, strict_mode = false)
),
numbered AS (
    SELECT line, sum(CAST(starts_with(line, chr(9) || 'Command being timed: "') AS INT)) OVER (ORDER BY i) AS report
    FROM line
),
report AS (
    SELECT report, max(regexp_extract(line, '^\tCommand being timed: "(.*)"$', 1)) AS command,
           max(TRY_CAST(regexp_extract(line, '^\tExit status: (\d+)$', 1) AS INT)) AS status
    FROM numbered WHERE report > 0 GROUP BY report
),
whole AS (
    SELECT report, command, status, row_number() OVER (PARTITION BY command ORDER BY report) - 1 AS run
    FROM report
    WHERE CASE WHEN status IS NOT NULL THEN true
               ELSE error('report ' || report || ' has no exit status: it is not complete') END
),
metric AS (
    SELECT unnest([
        {'label': 'Elapsed (wall clock) time (h:mm:ss or m:ss)', 'name': 'time', 'unit': 's'},
        {'label': 'User time (seconds)', 'name': 'user_time', 'unit': 's'},
        {'label': 'System time (seconds)', 'name': 'system_time', 'unit': 's'},
        {'label': 'Percent of CPU this job got', 'name': 'cpu', 'unit': '%'},
        {'label': 'Maximum resident set size (kbytes)', 'name': 'max_rss', 'unit': 'KiB'},
        {'label': 'Major (requiring I/O) page faults', 'name': 'major_page_faults', 'unit': 'count'},
        {'label': 'Minor (reclaiming a frame) page faults', 'name': 'minor_page_faults', 'unit': 'count'},
        {'label': 'Voluntary context switches', 'name': 'voluntary_context_switches', 'unit': 'count'},
        {'label': 'Involuntary context switches', 'name': 'involuntary_context_switches', 'unit': 'count'},
        {'label': 'File system inputs', 'name': 'file_system_inputs', 'unit': 'count'},
        {'label': 'File system outputs', 'name': 'file_system_outputs', 'unit': 'count'}]) AS m
),
printed AS (
    SELECT command, status, run, m.name AS metric, m.unit AS unit,
           string_split(regexp_replace(rtrim(substr(line, len(m.label) + 4), '%s'), '[hm] ', ':', 'g'), ':') AS parts
    FROM numbered JOIN whole USING (report) JOIN metric ON starts_with(line, chr(9) || m.label || ': ')
)
SELECT command AS series, metric, unit,
       CASE status WHEN 0 THEN MAP {}::MAP(VARCHAR, VARCHAR) ELSE MAP {'exit_status': CAST(status AS VARCHAR)} END
           AS params, run, 0 AS iteration,
       list_reduce([TRY_CAST(part AS DOUBLE) FOR part IN parts], lambda total, part: total * 60 + part) AS value,
       1 AS weight, false AS warmup, 'sample' AS kind
FROM printed
WHERE parts[1] != '?'

-- facts
SELECT 'failed', CAST(count(*) FILTER (WHERE NOT regexp_matches(line, ': 0\s*$')) AS VARCHAR)
FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '', escape = '',
              auto_detect = false, strict_mode = false)
WHERE starts_with(line, chr(9) || 'Exit status: ')

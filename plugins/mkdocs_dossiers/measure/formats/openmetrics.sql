-- title: OpenMetrics or Prometheus text
-- written-by: a scrape of a metrics endpoint: curl http://SERVER/metrics > FILE
-- described-at: https://prometheus.io/docs/specs/om/open_metrics_spec/
-- found-by: text ^# TYPE [A-Za-z_:][\w:]* (?:counter|gauge|histogram|gaugehistogram|summary|unknown|untyped|info|stateset)$
--
-- A scrape is one moment. Series is the label set, or all without labels; metric is the family's name. A gauge,
-- counter or value without a type is one sample. A histogram or summary is statistics only: the mean is sum by
-- count. Of a histogram's buckets only the upper bound is known: their shares are the metric NAME_share with the
-- statistic "<= BOUND". Quantiles of a summary are the client's own estimates: "p99 (estimate)". The unit is that
-- of "# UNIT" or of the name's ending (seconds, bytes, ratio), else none. NAME_info and NAME_created are not read. OpenMetrics ends in "# EOF"; the older
-- text format has no end, so a histogram or summary without sum and count is taken as a cut.
WITH line AS (
    SELECT line, row_number() OVER () AS place
    FROM read_csv($file, columns = {'line': 'VARCHAR'}, delim = '\x1f', header = false, quote = '',
                  escape = '', auto_detect = false, strict_mode = false)
    WHERE trim(line) <> ''
),
family AS (
    SELECT regexp_extract(line, '^# TYPE ([^ ]+) ', 1) AS name, regexp_extract(line, ' (\w+)$', 1) AS type
    FROM line WHERE line LIKE '# TYPE %'
),
unit AS (
    SELECT regexp_extract(line, '^# UNIT ([^ ]+) ', 1) AS name, regexp_extract(line, ' (\w+)$', 1) AS unit
    FROM line WHERE line LIKE '# UNIT %'
),
part AS (
    SELECT place, regexp_extract(line, '^([A-Za-z_:][\w:]*)(?:\{(.*)\})? ([^ ]+)(?: ([\d.eE+-]+))?(?: # .*)?$',
                                 ['name', 'labels', 'value', 'time']) AS p
    FROM line WHERE line NOT LIKE '#%'
),
read AS (
    SELECT place, p.name AS name, CAST(replace(p.value, '+Inf', 'inf') AS DOUBLE) AS value,
           regexp_extract(p.labels, '(?:^|,)(?:le|quantile)="([^"]*)"', 1) AS bound,
           coalesce(nullif(trim(regexp_replace(p.labels, '(^|,)(le|quantile)="[^"]*"', ''), ','), ''), 'all') AS series
    FROM (SELECT place, CASE WHEN p.name <> '' THEN p ELSE error('Line ' || place || ' is not whole.') END AS p FROM part)
),
typed AS (
    SELECT read.*, f.name AS family, f.type AS type, substr(read.name, len(f.name) + 1) AS suffix,
           CASE WHEN coalesce(u.unit, f.name) LIKE '%seconds' OR f.name LIKE '%\_seconds\_total' ESCAPE '\' THEN 's'
                WHEN coalesce(u.unit, f.name) LIKE '%bytes' OR f.name LIKE '%\_bytes\_total' ESCAPE '\' THEN 'B'
                WHEN coalesce(u.unit, f.name) LIKE '%ratio' THEN 'x' END AS unit
    FROM read LEFT JOIN family AS f
        ON read.name = f.name
        OR (f.type IN ('histogram', 'summary') AND read.name IN (f.name || '_bucket', f.name || '_sum', f.name || '_count'))
        OR (f.type = 'counter' AND read.name = f.name || '_total')
    LEFT JOIN unit AS u ON u.name = f.name
    WHERE NOT regexp_matches(read.name, '_(created|info)$')
),
total AS (
    SELECT family, series, any_value(unit) AS unit,
           any_value(value) FILTER (WHERE suffix = '_sum') AS sum,
           any_value(value) FILTER (WHERE suffix = '_count') AS count
    FROM typed WHERE type IN ('histogram', 'summary') GROUP BY family, series
),
whole AS (
    SELECT CASE WHEN (SELECT count(*) FROM total WHERE sum IS NULL OR count IS NULL) > 0
                THEN error('A histogram or summary has no sum or count: the file is cut short.')
                WHEN (SELECT arg_max(line, place) FROM line) <> '# EOF'
                     AND ((SELECT count(*) FROM unit) > 0
                          OR (SELECT count(*) FROM typed WHERE type = 'counter' AND suffix = '_total') > 0)
                THEN error('The file ends before its line "# EOF".')
                ELSE true END AS whole
),
stated AS (
    SELECT family AS metric, series, unit, 'mean' AS statistic, sum / count AS value, count FROM total
    UNION ALL
    SELECT t.family || '_share', t.series, 'x', '<= ' || t.bound, t.value / total.count, total.count
    FROM typed AS t JOIN total USING (family, series)
    WHERE t.suffix = '_bucket' AND t.bound <> '+Inf'
    UNION ALL
    SELECT t.family, t.series, t.unit, 'p' || CAST(CAST(t.bound AS DECIMAL(18, 6)) * 100 AS DOUBLE) || ' (estimate)',
           t.value, total.count
    FROM typed AS t JOIN total USING (family, series)
    WHERE t.type = 'summary' AND t.suffix = ''
)
SELECT series, name AS metric, unit, MAP {}::MAP(VARCHAR, VARCHAR) AS params, 0 AS run,
       row_number() OVER (PARTITION BY series, name ORDER BY place) - 1 AS iteration, value, 1 AS weight,
       false AS warmup, 'sample' AS kind
FROM typed, whole
WHERE whole AND coalesce(type, 'unknown') IN ('counter', 'gauge', 'unknown', 'untyped')
UNION ALL
SELECT series, metric, unit, MAP {'statistic': statistic}, 0, 0, value, CAST(count AS BIGINT), false, 'summary'
FROM stated, whole
WHERE whole AND count > 0

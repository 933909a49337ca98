-- title: CSV or TSV with declared columns
-- written-by: any tool; the dossier's `columns` say what the columns mean
-- described-at: https://www.rfc-editor.org/rfc/rfc4180
-- found-by: columns text
--
-- One row per measurement, a header line, one sample per declared metric whose column is not empty.
SELECT series, m.metric AS metric, m.unit AS unit, params,
       0 AS run, iteration, m.value AS value, 1 AS weight, false AS warmup, 'sample' AS kind
FROM (
    SELECT series, params, iteration, unnest(measures) AS m
    FROM (
        SELECT $metrics AS measures,
               $series AS series,
               $params AS params,
               row_number() OVER () - 1 AS iteration
        FROM read_csv($file, header = true, nullstr = '', types = $types, strict_mode = true,
                      comment = '', skip = 0)
    )
)
WHERE m.value IS NOT NULL

-- together
SELECT file, series, m.metric AS metric, m.unit AS unit, NULL::VARCHAR AS statistic, 0 AS run, m.value AS value,
       1 AS weight, false AS warmup, 'sample' AS kind
FROM (SELECT filename AS file, $series AS series, unnest($metrics) AS m
      FROM read_csv($files, filename = true, header = true, auto_detect = false, delim = ',', quote = '', escape = '',
                    nullstr = '', columns = $columns, strict_mode = true, comment = '', skip = 0))
WHERE m.value IS NOT NULL

-- one metric
SELECT series, $metric AS metric, $unit AS unit, params,
       0 AS run, iteration, value, 1 AS weight, false AS warmup, 'sample' AS kind
FROM (
    SELECT $value AS value,
           $series AS series,
           $params AS params,
           row_number() OVER () - 1 AS iteration
    FROM read_csv($file, header = true, nullstr = '', types = $types, strict_mode = true,
                  comment = '', skip = 0)
)
WHERE value IS NOT NULL

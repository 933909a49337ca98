-- title: NDJSON with declared columns
-- written-by: any tool; the dossier's `columns` say what the keys mean
-- described-at: https://github.com/ndjson/ndjson-spec
-- found-by: columns ndjson
--
-- One JSON object a line, one sample per declared metric whose key is there and not null.
SELECT series, m.metric AS metric, m.unit AS unit, params,
       0 AS run, iteration, m.value AS value, 1 AS weight, false AS warmup, 'sample' AS kind
FROM (
    SELECT series, params, iteration, unnest(measures) AS m
    FROM (
        SELECT $metrics AS measures,
               $series AS series,
               $params AS params,
               row_number() OVER () - 1 AS iteration
        FROM read_json($file, format = 'newline_delimited', columns = $types)
    )
)
WHERE m.value IS NOT NULL

-- one metric
SELECT series, $metric AS metric, $unit AS unit, params,
       0 AS run, iteration, value, 1 AS weight, false AS warmup, 'sample' AS kind
FROM (
    SELECT $value AS value,
           $series AS series,
           $params AS params,
           row_number() OVER () - 1 AS iteration
    FROM read_json($file, format = 'newline_delimited', columns = $types)
)
WHERE value IS NOT NULL

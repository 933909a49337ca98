-- title: Parquet with declared columns
-- written-by: any tool; the dossier's `columns` say what the columns mean
-- described-at: https://parquet.apache.org/docs/file-format/
-- found-by: columns parquet
--
-- One row per measurement, one sample per declared metric whose column is not null.
SELECT series, m.metric AS metric, m.unit AS unit, params,
       0 AS run, iteration, m.value AS value, 1 AS weight, false AS warmup, 'sample' AS kind
FROM (
    SELECT series, params, iteration, unnest(measures) AS m
    FROM (
        SELECT $metrics AS measures,
               $series AS series,
               $params AS params,
               row_number() OVER () - 1 AS iteration
        FROM read_parquet($file)
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
    FROM read_parquet($file)
)
WHERE value IS NOT NULL

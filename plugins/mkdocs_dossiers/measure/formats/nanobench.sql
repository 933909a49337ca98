-- title: nanobench JSON template
-- written-by: ankerl::nanobench::render(ankerl::nanobench::templates::json(), bench, file)
-- described-at: https://nanobench.ankerl.com/reference.html
-- found-by: json results[].medianAbsolutePercentError(elapsed)
--
-- One series per benchmark, by its name (with its title where a name repeats); one sample per epoch: the mean
-- over its iterations, in seconds per iteration, not divided by the batch size. Hardware counters are metrics
-- where the machine counted them: nanobench writes 0 for each it could not. The median is the middle of the
-- sorted epochs, or the mean of both middle ones; numbers have 15 digits. Warm-up iterations are not in the file.
WITH result AS (
    SELECT unnest(results) AS r
    FROM read_json($file, format = 'auto', maximum_object_size = $size, columns = {
        results: 'STRUCT(title VARCHAR, name VARCHAR, unit VARCHAR, batch DOUBLE, complexityN DOUBLE,
            "median(elapsed)" DOUBLE, measurements STRUCT(
                iterations BIGINT, elapsed DOUBLE, pagefaults DOUBLE, cpucycles DOUBLE, contextswitches DOUBLE,
                instructions DOUBLE, branchinstructions DOUBLE, branchmisses DOUBLE)[])[]'})
),
named AS (
    SELECT CASE WHEN count(*) OVER (PARTITION BY r.name) = 1 THEN r.name
                WHEN count(*) OVER (PARTITION BY r.name, r.title) = 1 THEN r.title || ' / ' || r.name
                ELSE r.title || ' / ' || r.name || ' #'
                     || row_number() OVER (PARTITION BY r.name, r.title ORDER BY r.batch, r.complexityN)
           END AS series,
           MAP {'unit': r.unit, 'batch': CAST(r.batch AS VARCHAR), 'complexityN': CAST(r.complexityN AS VARCHAR)}
               AS params, r
    FROM result
),
epoch AS (
    SELECT series, params, generate_subscripts(r.measurements, 1) - 1 AS i, unnest(r.measurements) AS e FROM named
),
value AS (
    SELECT series, params, i, e.iterations AS weight, unnest([
               {'metric': 'time', 'unit': 's', 'value': e.elapsed},
               {'metric': 'pagefaults', 'unit': 'count', 'value': e.pagefaults},
               {'metric': 'cpucycles', 'unit': 'count', 'value': e.cpucycles},
               {'metric': 'contextswitches', 'unit': 'switch', 'value': e.contextswitches},
               {'metric': 'instructions', 'unit': 'instruction', 'value': e.instructions},
               {'metric': 'branchinstructions', 'unit': 'instruction', 'value': e.branchinstructions},
               {'metric': 'branchmisses', 'unit': 'miss', 'value': e.branchmisses}]) AS v
    FROM epoch
)
SELECT series, v.metric AS metric, v.unit AS unit, params, 0 AS run, i AS iteration, v.value AS value, weight,
       false AS warmup, 'sample' AS kind
FROM value
WHERE v.value IS NOT NULL
QUALIFY v.metric = 'time' OR max(v.value) OVER (PARTITION BY series, v.metric) > 0
UNION ALL
SELECT series, 'time', 's', MAP {'statistic': 'median'}, 0, 0, r."median(elapsed)", len(r.measurements), false,
       'summary'
FROM named
WHERE r."median(elapsed)" IS NOT NULL

-- facts
SELECT 'tool' AS key, 'nanobench' AS value

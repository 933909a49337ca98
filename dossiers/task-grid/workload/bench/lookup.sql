\set id random(1, 10000)
SELECT id, node, assignments, result FROM task WHERE id = :id;

CREATE TABLE node (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    heard timestamptz NOT NULL DEFAULT now(),  -- when the node was heard of last
    live boolean NOT NULL DEFAULT true,
    running integer NOT NULL DEFAULT 0         -- how many assigned tasks it has
);
CREATE INDEX node_by_load ON node (running, id) WHERE live;

CREATE TABLE task (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key text NOT NULL UNIQUE,                  -- chosen by the client: a task submitted twice is stored once
    payload text NOT NULL,
    node bigint NOT NULL REFERENCES node,
    assignments integer NOT NULL DEFAULT 1,    -- how often it was assigned to a node
    result text                                -- NULL until it is done
);
CREATE INDEX task_open ON task (node, id) WHERE result IS NULL;

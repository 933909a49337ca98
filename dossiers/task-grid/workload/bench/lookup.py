"""Look up tasks in the grid's database with pgbench, one at a time, and keep the log pgbench writes.

    python bench/lookup.py --lookups 50000 --output lookup.log

The database has the grid's tables with 10,000 tasks on 500 nodes. One client asks for a random task, by its id, as
GET /tasks/{id} does, with a prepared statement. The output is pgbench's own transaction log (pgbench --log): one line
a look-up, with the time it took in microseconds.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import task_grid
from task_grid.database import running_database

_SCHEMA = Path(task_grid.__file__).with_name("schema.sql")
_FILL = """
INSERT INTO node (name) SELECT 'node-' || n FROM generate_series(1, 500) AS n;
INSERT INTO task (key, payload, node)
SELECT 'key-' || n, repeat('0123456789', 20), 1 + n % 500 FROM generate_series(1, 10000) AS n;
ANALYZE;
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; the exit status."""
    parser = argparse.ArgumentParser(description="Measure look-ups of tasks with pgbench.")
    parser.add_argument("--lookups", type=int, default=50000)
    parser.add_argument("--output", type=Path, required=True, metavar="FILE.log")
    options = parser.parse_args(arguments)
    script = Path(__file__).with_name("lookup.sql")
    with running_database() as database, tempfile.TemporaryDirectory() as folder:
        psql = ["psql", "--quiet", "--set", "ON_ERROR_STOP=1", database.url]
        subprocess.run([*psql, "--file", _SCHEMA, "--command", _FILL], stdout=sys.stderr, check=True)
        pgbench = ["pgbench", "--no-vacuum", "--client=1", "--protocol=prepared", "--file", script, "--log"]
        command = [*pgbench, f"--transactions={options.lookups}", f"--log-prefix={folder}/log", database.url]
        subprocess.run(command, stdout=sys.stderr, check=True)
        (log,) = Path(folder).glob("log.*")
        shutil.copyfile(log, options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())

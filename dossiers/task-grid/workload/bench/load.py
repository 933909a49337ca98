"""Put load on a grid with Locust: a new database and service, 500 nodes, then stages of more and more users.

    python bench/load.py --users 10,50,100,200 --seconds 12 --pause 1 --output paced.csv
    python bench/load.py --users 10,50,100,200 --seconds 12 --pause 0 --output eager.csv
    python bench/load.py --plan mixed --users 20 --seconds 40 --pause 0.2 --output endpoints.csv

Each user waits for an answer before the next request. With --pause 1 a user begins a request a second, as long as
the answers come within a second; with --pause 0 the next request follows the answer at once.

The output is CSV, by the time of sending, one row a request:

    users       how many users there were
    endpoint    what was asked
    sent_s      seconds from the start until the request was sent
    answered_s  seconds from the start until its answer was read; empty where it failed
    latency_s   answered_s - sent_s, as Locust measured it
    failed      1 where there was no answer, or not the expected status

The exit status is 1 where the service holds fewer tasks than it acknowledged.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from task_grid.database import running_database
from task_grid.running import running_service

_LOCUSTFILE = Path(__file__).with_name("locustfile.py")
_NODES = 500
_STAGE_EXTRA_S = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; the exit status."""
    parser = argparse.ArgumentParser(description="Put load on a task grid, with Locust.")
    parser.add_argument("--plan", choices=("submit", "mixed"), default="submit")
    parser.add_argument("--users", required=True, help="users of each stage, as 10,50,100")
    parser.add_argument("--seconds", type=float, required=True, help="recorded seconds of each stage")
    parser.add_argument("--pause", type=float, required=True, help="seconds between a user's requests; 0: none")
    parser.add_argument("--output", type=Path, required=True, metavar="FILE.csv")
    options = parser.parse_args(arguments)
    stages = [int(users) for users in options.users.split(",")]
    with running_database() as database, running_service(database) as url:
        _call(f"{url}/nodes", {"names": [f"node-{number}" for number in range(_NODES)]})
        plan = {
            "GRID_PLAN": options.plan,
            "GRID_STAGES": options.users,
            "GRID_SECONDS": str(options.seconds),
            "GRID_PAUSE": str(options.pause),
            "GRID_OUTPUT": str(options.output.resolve()),
        }
        command = ["--headless", "--only-summary", "--host", url, "--exit-code-on-error", "0", "--stop-timeout", "30"]
        done = subprocess.run(
            [sys.executable, "-m", "locust", "-f", _LOCUSTFILE, *command],
            env={**os.environ, **plan},
            stdout=sys.stderr,
            timeout=len(stages) * (options.seconds + _STAGE_EXTRA_S) + 60,
            check=False,
        )
        held = _call(f"{url}/stats")["tasks"]
    with options.output.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    acknowledged = sum(row["endpoint"] == "POST /tasks" and row["failed"] == "0" for row in rows)
    for users, requests in sorted(Counter(int(row["users"]) for row in rows).items()):
        print(f"{users} users: {requests / options.seconds:.0f} requests/s", file=sys.stderr)
    print(f"{acknowledged} recorded tasks were acknowledged; the grid holds {held}", file=sys.stderr)
    return 1 if done.returncode or held < acknowledged or not rows else 0


def _call(url: str, body: object = None) -> dict[str, object]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


if __name__ == "__main__":
    sys.exit(main())

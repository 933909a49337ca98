"""What Locust's users do, and the row it writes for each request. Run by load.py, which sets the environment.

    GRID_PLAN     "submit" (every user submits tasks) or "mixed" (the endpoints in turn)
    GRID_STAGES   users of each stage, as 10,50,100
    GRID_SECONDS  seconds of each stage that are recorded
    GRID_PAUSE    seconds between the beginnings of a user's requests; 0: the next one follows the answer at once
    GRID_OUTPUT   the CSV file

The first seconds of each stage (SETTLE_S), in which users are added, are not recorded. A request belongs to the
stage it was sent in.
"""

from __future__ import annotations

import csv
import os
import random
import time
import uuid
from pathlib import Path

from locust import LoadTestShape, events, task
from locust.contrib.fasthttp import FastHttpUser

SETTLE_S = 5.0
_SPAWN_RATE = 500
_STAGES = [int(users) for users in os.environ["GRID_STAGES"].split(",")]
_SECONDS = float(os.environ["GRID_SECONDS"])
_PAUSE = float(os.environ["GRID_PAUSE"])
_COLUMNS = ("users", "endpoint", "sent_s", "answered_s", "latency_s", "failed")
_rows: list[tuple[int, str, float, float, bool]] = []
_begun = 0.0


class Stages(LoadTestShape):
    """The stages, one after the other."""

    def tick(self) -> tuple[int, float] | None:
        """How many users there are to be now, and how many may be added a second."""
        global _begun
        if not _begun:
            _begun = time.time()
        stage = int((time.time() - _begun) // (SETTLE_S + _SECONDS))
        return (_STAGES[stage], _SPAWN_RATE) if stage < len(_STAGES) else None


class GridUser(FastHttpUser):
    """One user: submits tasks, and in the mixed plan asks for what there is, too."""

    connection_timeout = 30.0
    network_timeout = 30.0

    def on_start(self) -> None:
        """Not all users begin at the same moment."""
        self._turn = random.randrange(5)
        self._last = 1
        time.sleep(random.random() * _PAUSE)  # gevent's sleep: Locust patches it
        self._due = time.perf_counter()

    def wait_time(self) -> float:
        """Until the next request is due; one that is late already is sent at once, and none is made up for.

        Locust's constant_pacing would take the wait of on_start back, and all users would ask at the same moment.
        """
        now = time.perf_counter()
        self._due = max(self._due + _PAUSE, now)
        return self._due - now

    @task
    def next_request(self) -> None:
        """The user's next request."""
        if os.environ["GRID_PLAN"] == "submit":
            self._submit()
            return
        self._turn += 1
        match self._turn % 5:
            case 0:
                self._submit()
            case 1:
                self.client.get(f"/tasks/{self._last}", name="GET /tasks/{id}")
            case 2:
                self.client.get("/nodes", name="GET /nodes")
            case 3:
                self.client.get("/stats", name="GET /stats")
            case 4:
                self.client.get("/health", name="GET /health")

    def _submit(self) -> None:
        task_ = {"key": uuid.uuid4().hex, "payload": "0123456789" * 20}
        with self.client.post("/tasks", json=task_, name="POST /tasks", catch_response=True) as answer:
            if answer.status_code == 201:
                self._last = answer.json()["id"]
            else:
                answer.failure(f"status {answer.status_code}")


@events.request.add_listener
def _record(name: str, response_time: float, exception: object, start_time: float, **_: object) -> None:
    stage, since_s = divmod(start_time - _begun, SETTLE_S + _SECONDS)
    if since_s >= SETTLE_S and stage < len(_STAGES):
        _rows.append((_STAGES[int(stage)], name, start_time - _begun, response_time / 1000, exception is not None))


@events.quitting.add_listener
def _write(**_: object) -> None:
    with Path(os.environ["GRID_OUTPUT"]).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for users, name, sent_s, latency_s, failed in sorted(_rows, key=lambda row: row[2]):
            answered = ("", "") if failed else (f"{sent_s + latency_s:.6f}", f"{latency_s:.6f}")
            writer.writerow((users, name, f"{sent_s:.6f}", *answered, int(failed)))

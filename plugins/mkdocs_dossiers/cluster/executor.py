"""A Dask cluster as an executor: the interface of ``concurrent.futures``, and nothing else of it is seen elsewhere.

Jobs that a lost worker had are given to another one. Jobs whose files the workers cannot see are done here, in a pool
of processes. A scheduler that is not there, is lost, or has no workers ends in a :class:`ClusterError` within seconds.
"""

from __future__ import annotations

import gc
import logging
import re
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from mkdocs_dossiers.cluster.parcel import SENT, Parcel, grouped, packed, unpacked
from mkdocs_dossiers.cluster.software import described, kit
from mkdocs_dossiers.cluster.trouble import ClusterError, NotHere, Otherwise
from mkdocs_dossiers.measure.job import Job

if TYPE_CHECKING:
    from distributed import Client

CONNECTING = 5.0
"""Seconds a scheduler has to answer, and then to show its first worker."""
PATIENCE = 15.0
"""Seconds that the scheduler, or all workers, may be gone while there is work."""
LOOK = 0.5
"""Seconds between two looks at the cluster."""
UNDER_WAY = 256 * 1024**2
UNDER_WAY_AT_ONCE = 1_000
"""Bytes of raw files, and parcels, that are on their way at a time: what waits is held by the scheduler."""
_ADDRESS = re.compile(r"(tcp|tls)://(\[[0-9a-fA-F:.]+\]|[0-9A-Za-z._-]+):[0-9]{1,5}")
_INSTALL = "pip install 'mkdocs-dossiers[dask]'"


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The workers of the scheduler at ``address``, as ``tcp://host:8786``; connected until the block is left.

    Raises :class:`ClusterError`, also inside the block, from the results of what was submitted.
    """
    if not _ADDRESS.fullmatch(address):
        raise ClusterError(
            f"{address[:80]!r} is no address of a Dask scheduler. Write it like tcp://host:8786, or tls://host:8786."
        )
    client = _connected(address)
    try:
        _same_software(client, address)
        executor = Cluster(client, address)
        try:
            yield executor
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
    finally:
        with _uncollected():
            _quietly(client.close, timeout=CONNECTING)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without collecting garbage: a client that never connected closes itself when it is collected, and waits for ever
    where another one is just being started or closed.
    """
    gc.collect()
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise ClusterError(f"A scheduler needs Dask, which is not installed: {_INSTALL}.") from None
    for name in (
        "distributed",
        *(name for name in logging.root.manager.loggerDict if name.startswith("distributed")),
    ):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is said by this module
    try:
        with warnings.catch_warnings(), _uncollected():
            warnings.simplefilter("ignore")  # versions that differ are looked at below
            return Client(address, timeout=CONNECTING, set_as_default=False, name="dossier")  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        more = "" if address.startswith("tcp:") else " Its certificates come from Dask's own configuration."
        raise ClusterError(
            f"The scheduler {address} does not answer: {_words(error)}{more} Start one with `dask scheduler`, or leave "
            "--scheduler out to work on this machine."
        ) from None


def _same_software(client: Client, address: str) -> None:
    """Refuse workers that measure otherwise, and a cluster without workers. Raises :class:`ClusterError`."""
    own = kit()
    for worker, answer in sorted(_kits(client, address).items()):
        if isinstance(answer, BaseException):
            raise ClusterError(
                f"The worker {worker} cannot measure: {_words(answer)} Install on it what is here: {described()}."
            )
        if tuple(answer) != own:
            raise ClusterError(_otherwise(f"The worker {worker}", answer[1]))


def _kits(client: Client, address: str) -> dict[str, Any]:
    """What each worker measures with; at least one answers. Raises :class:`ClusterError`."""
    until = time.monotonic() + CONNECTING
    while True:
        try:
            client.wait_for_workers(1, timeout=max(until - time.monotonic(), LOOK))
            found = client.run(kit, on_error="return")
        except TimeoutError:
            found = {}
        except (OSError, RuntimeError, CancelledError) as error:
            raise ClusterError(f"The workers of {address} do not answer: {_words(error)}") from None
        here = {worker: answer for worker, answer in found.items() if not isinstance(answer, OSError)}
        if here:
            return here  # others went meanwhile
        if time.monotonic() >= until:
            raise ClusterError(
                f"The scheduler {address} has no worker. Start some where mkdocs-dossiers is installed: "
                f"dask worker {address} --nthreads 1"
            )
        time.sleep(LOOK)


class Cluster(Executor):
    """The workers of one scheduler. What is submitted is work on jobs."""

    def __init__(self, client: Client, address: str) -> None:
        self._client, self._address = client, address
        self._remote = client.get_executor(pure=False)  # type: ignore[no-untyped-call]
        self._here: ProcessPoolExecutor | None = None
        self._change = threading.Condition()
        self._pending: dict[Future[Any], int] = {}
        """What is under way, with the bytes that were sent for it."""
        self._sent = 0
        self._closed = False
        threading.Thread(target=self._watch, name="cluster", daemon=True).start()

    @property
    def workers(self) -> int:
        """How many there are now, one for each of their threads."""
        threads: dict[str, int] = self._client.nthreads()  # type: ignore[no-untyped-call]
        return max(1, sum(threads.values()))

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **options: Any) -> Future[Any]:
        """Have ``function(jobs)``, which gives one answer for each job, done by workers; waits while much is under way.

        Jobs with so many raw files that they cannot travel together are given to several.
        """
        (jobs,) = arguments
        if options or isinstance(jobs, Job) or not all(isinstance(job, Job) for job in jobs):
            raise TypeError("a cluster takes functions of jobs")
        return _joined([self._submit(function, group) for group in grouped(jobs, SENT)])

    def _submit(self, function: Callable[..., Any], jobs: Sequence[Job]) -> Future[Any]:
        parcel = packed(jobs, SENT)
        answer: Future[Any] = Future()
        with self._change:
            self._change.wait_for(lambda: self._closed or self._room(parcel.size))
            if self._closed:
                raise RuntimeError("the cluster was left")
            self._pending[answer] = parcel.size
            self._sent += parcel.size
        answer.set_running_or_notify_cancel()
        self._send(function, parcel, answer)
        return answer

    def _room(self, size: int) -> bool:
        few = len(self._pending) < UNDER_WAY_AT_ONCE and self._sent + size <= UNDER_WAY
        return few or not self._pending

    def _send(self, function: Callable[..., Any], parcel: Parcel, answer: Future[Any]) -> None:
        def done(future: Future[Any]) -> None:
            error: BaseException | None
            try:
                error = future.exception()
            except CancelledError:
                error = ClusterError(
                    f"The scheduler {self._address} was lost. Nothing was written; try again."
                )
            if error is None:
                self._finish(answer, result=future.result())
            elif isinstance(error, NotHere):
                self._do_here(function, parcel.jobs, answer)
            elif _ended_workers(error) and len(parcel.jobs) > 1:  # which of them?
                self._send_each(function, parcel, answer)
            else:
                self._finish(answer, error=self._told(error, parcel.jobs[0]))

        try:
            self._remote.submit(unpacked, function, parcel).add_done_callback(done)
        except (OSError, RuntimeError, CancelledError) as error:
            self._finish(
                answer, error=ClusterError(f"The scheduler {self._address} was lost: {_words(error)}")
            )

    def _send_each(self, function: Callable[..., Any], parcel: Parcel, answer: Future[Any]) -> None:
        """Send the jobs of a parcel one by one."""
        inner: list[Future[Any]] = [Future() for _ in parcel.jobs]
        with self._change:
            self._pending |= dict.fromkeys(inner, 0)  # their bytes are counted where they were
        for one, each in zip(inner, parcel.each(), strict=True):
            self._send(function, each, one)

        def done(future: Future[Any]) -> None:
            error = future.exception()
            self._finish(answer, result=None if error else future.result(), error=error)

        _joined(inner).add_done_callback(done)

    def _do_here(self, function: Callable[..., Any], jobs: Sequence[Job], answer: Future[Any]) -> None:
        """Do on this machine what no worker can."""
        if self._here is None:
            self._here = ProcessPoolExecutor(mp_context=get_context("spawn"))

        def done(future: Future[Any]) -> None:
            error = None if future.cancelled() else future.exception()
            if error is not None or future.cancelled():
                self._finish(answer, error=error or ClusterError("The work was stopped."))
            else:
                self._finish(answer, result=future.result())

        self._here.submit(function, jobs).add_done_callback(done)

    def _told(self, error: BaseException, job: Job) -> BaseException:
        """What went wrong with a job, as far as the cluster is to blame; else as it was raised."""
        if isinstance(error, Otherwise):
            return ClusterError(_otherwise(f"A worker of {self._address}", str(error)))
        if ended := _ended_workers(error):
            return ClusterError(
                f"Measuring {job.dossier} ended {ended} workers, one after the other. See their "
                "logs: they may have too little memory."
            )
        if isinstance(error, ModuleNotFoundError):
            return ClusterError(
                f"A worker of {self._address} cannot measure: {_words(error)} Install on it what is here: "
                f"{described()}."
            )
        return error

    def _finish(self, answer: Future[Any], result: Any = None, error: BaseException | None = None) -> None:
        with self._change:
            size = self._pending.pop(answer, None)
            if size is None:
                return  # it was given up
            self._sent -= size
            self._change.notify_all()
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(result)

    def _watch(self) -> None:
        """Give up what is under way when there is nobody left to do it."""
        since = time.monotonic()
        while not self._closed:
            time.sleep(LOOK)
            connected = self._client.status == "running"
            if not self._pending or (connected and self._client.scheduler_info()["workers"]):
                since = time.monotonic()
            elif time.monotonic() - since > PATIENCE:
                what = "has no worker left" if connected else "was lost"
                for answer in list(self._pending):
                    self._finish(
                        answer,
                        error=ClusterError(
                            f"The scheduler {self._address} {what}. Nothing was written; try again."
                        ),
                    )

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; its workers go on without what was asked of them."""
        with self._change:
            self._closed = True
            self._change.notify_all()
        _quietly(self._remote.shutdown, wait=wait and not cancel_futures)
        if self._here is not None:
            self._here.shutdown(wait=wait, cancel_futures=cancel_futures)


def _joined(futures: Sequence[Future[Any]]) -> Future[list[Any]]:
    """All answers in their order, when the last one is there; the first error of them where one failed."""
    joined: Future[list[Any]] = Future()
    joined.set_running_or_notify_cancel()
    left = len(futures)
    change = threading.Lock()

    def done(_: Future[Any]) -> None:
        nonlocal left
        with change:
            left -= 1
            if left:
                return
        error = next((found for future in futures if (found := future.exception())), None)
        if error is not None:
            joined.set_exception(error)
        else:
            joined.set_result([answer for future in futures for answer in future.result()])

    if not futures:
        joined.set_result([])
    for future in futures:
        future.add_done_callback(done)
    return joined


def _ended_workers(error: BaseException) -> int:
    """How many workers a piece of work ended, one after the other; 0 for any other error."""
    from distributed.scheduler import KilledWorker

    return error.allowed_failures + 1 if isinstance(error, KilledWorker) else 0


def _otherwise(who: str, has: str) -> str:
    own = described()
    if has == own:
        return f"{who} has other sources of the same mkdocs-dossiers. Install the same on both sides."
    return f"{who} measures with other software: {has}; here it is {own}. Install the same on both sides."


def _quietly(function: Callable[..., Any], **options: Any) -> None:
    """Close something, whatever it says."""
    try:
        function(**options)
    except Exception:  # of a cluster that may be gone
        logging.getLogger(__name__).debug("while leaving the cluster", exc_info=True)


def _words(error: BaseException) -> str:
    """An error in one line."""
    text = " ".join(str(error).split())[:300] or type(error).__name__
    return text if text.endswith(".") else f"{text}."

"""The gate and a site on the workers of a real Dask scheduler: the same bytes, whatever happens to a worker."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import time
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mkdocs_dossiers.cli.main import cli
from mkdocs_dossiers.cluster import executor as of_cluster
from mkdocs_dossiers.cluster import parcel
from mkdocs_dossiers.cluster.executor import Cluster, cluster
from mkdocs_dossiers.cluster.trouble import ClusterError
from mkdocs_dossiers.measure.job import Job, examine
from mkdocs_dossiers.measure.run import run
from mkdocs_dossiers.measure.together import examine_all
from mkdocs_dossiers.read.tree import read_workspace
from tests.cluster import work
from tests.cluster.running import Running, scheduler
from tests.workspace import Example


def dossier(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def content_of(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def jobs_of(workspace: Example, times: int = 1) -> list[Job]:
    found, _ = read_workspace(workspace.root)
    return [
        Job(
            f"{each.reference}-{number}",
            each.folder,
            tuple(each.datasets.values()),
            tuple(each.claims.values()),
        )
        for number in range(times)
        for each in found.dossiers
    ]


class TestSameBytes:
    def test_of_the_gate(self, workspace: Example, two_workers: Running) -> None:
        workspace.replace("<= 20 ms", "<= 5 ms")
        raw = workspace.root / "dossiers/demo/1.1/data/load.csv"
        raw.write_bytes(raw.read_bytes() + b"9")
        (workspace.root / "dossiers/demo/1.2/data/tool.json").unlink()
        arguments = ["check", "--root", str(workspace.root), "--no-cache", "--format", "json"]
        here, there = dossier(*arguments), dossier(*arguments, "--scheduler", two_workers.address)
        assert "demo@1.0" in here.stdout
        assert here.stdout == there.stdout
        assert (here.exit_code, here.stderr) == (there.exit_code, there.stderr)

    def test_of_all_pages(self, pristine: Example, tmp_path: Path, two_workers: Running) -> None:
        export = ["export", "--root", str(pristine.root)]
        assert dossier(*export, str(tmp_path / "here")).exit_code == 0
        off = {"DOSSIER_CACHE": "off"}
        arguments = [*export, str(tmp_path / "there"), "--scheduler", two_workers.address]
        assert CliRunner(env=off).invoke(cli, arguments).exit_code == 0
        here, there = (content_of(tmp_path / side) for side in ("here", "there"))
        assert len(here) > 50
        assert here == there

    def test_whether_files_are_sent_or_seen(
        self, pristine: Example, two_workers: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (job, *_) = jobs_of(pristine)
        with cluster(two_workers.address) as workers:
            (sent,) = workers.submit(work.at_home, [job]).result()
            monkeypatch.setattr(of_cluster, "SENT", 10)
            (seen,) = workers.submit(work.at_home, [job]).result()
            assert workers.submit(examine_all, [job]).result() == [examine(job)]
        assert sent[1] != str(job.folder)
        assert not Path(sent[1]).exists()
        assert seen[1] == str(job.folder)
        assert {sent[0], seen[0]}.isdisjoint({os.getpid()})

    def test_jobs_that_are_too_much_for_one_parcel(self, pristine: Example, two_workers: Running) -> None:
        """Several travel together as long as their files are few; each answer is in its place."""
        jobs = jobs_of(pristine, times=3)
        size = max(parcel.packed([job], parcel.SENT).size for job in jobs)
        groups = list(parcel.grouped(jobs, 2 * size))
        assert [job for group in groups for job in group] == jobs
        assert {1, 2} <= {len(group) for group in [*groups, *parcel.grouped(jobs, 1)]}
        with cluster(two_workers.address) as workers, pytest.MonkeyPatch.context() as patch:
            assert isinstance(workers, Cluster)
            assert workers.workers == 2
            together = workers.submit(work.at_home, jobs).result()
            patch.setattr(of_cluster, "SENT", 2 * size)
            apart = workers.submit(work.at_home, jobs).result()
            assert workers.submit(examine_all, jobs).result() == [examine(job) for job in jobs]
            assert workers.submit(work.at_home, []).result() == []
        assert len({Path(folder).parent for _, folder in together}) == 1
        assert len({Path(folder).parent for _, folder in apart}) == len(groups)


class TestFilesNoWorkerSees:
    @pytest.mark.parametrize("how", ["gone", "other"])
    def test_are_measured_here(
        self, workspace: Example, two_workers: Running, monkeypatch: pytest.MonkeyPatch, how: str
    ) -> None:
        """A dossier too large to be sent, that lies elsewhere, or otherwise, on the workers."""
        (job, *_) = jobs_of(workspace)
        expected = examine(job)
        aside = workspace.root / "aside"
        monkeypatch.setattr(of_cluster, "SENT", 10)
        real = Cluster._do_here
        put_back: list[str] = []

        def do_here(self: Cluster, *arguments: Any) -> None:
            shutil.rmtree(job.folder, ignore_errors=True)
            shutil.move(aside, job.folder)
            put_back.append("yes")
            real(self, *arguments)

        monkeypatch.setattr(Cluster, "_do_here", do_here)
        with cluster(two_workers.address) as workers:
            sent = parcel.packed([job], 10)
            monkeypatch.setattr(of_cluster, "packed", lambda *_: sent)
            shutil.copytree(job.folder, aside)
            if how == "gone":
                shutil.rmtree(job.folder)
            else:
                (job.folder / "data/load.csv").write_text("arm,latency_s,ended_s\nfast,1,1\n")
            assert workers.submit(examine_all, [job]).result() == [expected]
        assert put_back


class TestAWorkerThatIsLost:
    def test_loses_nothing(self, pristine: Example, tmp_path: Path) -> None:
        jobs = jobs_of(pristine, times=2)
        with scheduler(tmp_path / "cluster", workers=2) as running, cluster(running.address) as workers:
            waiting: list[Future[Any]] = [workers.submit(work.slowly, [job]) for job in jobs]
            by_worker = {waiting[0].result()[0][0]}
            victim = next(process for process in running.processes if process.pid in by_worker)
            victim.send_signal(signal.SIGKILL)
            answers = [answer for future in waiting for answer in future.result(timeout=60)]
        assert [found for _, found in answers] == [examine(job) for job in jobs]
        assert len({pid for pid, _ in answers}) == 2

    def test_and_work_that_no_worker_survives_is_told(self, pristine: Example, tmp_path: Path) -> None:
        """Of several that travel together, the one that does it is found."""
        jobs = jobs_of(pristine)
        told = pytest.raises(ClusterError, match=r"Measuring demo@1\.0-0 ended 2 workers")
        with scheduler(tmp_path / "cluster", workers=5) as running, cluster(running.address) as workers:
            with told:
                workers.submit(work.deadly, jobs[::-1]).result(timeout=60)
            assert workers.submit(work.deadly, jobs[1:]).result(timeout=60) == [
                job.dossier for job in jobs[1:]
            ]

    def test_and_a_cluster_that_is_lost_is_told(
        self, pristine: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(of_cluster, "PATIENCE", 1.0)
        (job, *_) = jobs_of(pristine)
        with scheduler(tmp_path / "cluster", workers=1) as running, cluster(running.address) as workers:
            waiting = workers.submit(work.slowly, [job])
            for process in running.processes:
                process.kill()
            with pytest.raises(ClusterError, match=r"was lost|has no worker left"):
                waiting.result(timeout=60)


class TestMessages:
    def test_no_scheduler(self, pristine: Example, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(of_cluster, "CONNECTING", 1.0)
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))  # and nobody listens
            port = taken.getsockname()[1]
            start = time.monotonic()
            result = dossier("check", "--root", str(pristine.root), "--scheduler", f"tcp://127.0.0.1:{port}")
        assert result.exit_code == 2
        assert f"tcp://127.0.0.1:{port} does not answer" in result.stderr
        assert "Traceback" not in result.output
        assert time.monotonic() - start < 10

    @pytest.mark.parametrize(
        "address",
        ["", "localhost", "http://x:1", "tcp://", "tcp://h:1/../x", "inproc://x", "tcp://\x1b[2J:1"],
    )
    def test_no_address(self, pristine: Example, address: str) -> None:
        result = dossier("check", "--root", str(pristine.root), "--scheduler", address)
        assert result.exit_code == 2
        assert "tcp://host:8786" in result.stderr
        assert "\x1b" not in result.stderr

    def test_no_certificates(self, pristine: Example, two_workers: Running) -> None:
        address = two_workers.address.replace("tcp:", "tls:")
        result = dossier("check", "--root", str(pristine.root), "--scheduler", address)
        assert result.exit_code == 2
        assert "certificates" in result.stderr

    def test_not_installed(self, pristine: Example, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(__import__("sys").modules, "distributed", None)
        result = dossier("check", "--root", str(pristine.root), "--scheduler", "tcp://127.0.0.1:8786")
        assert result.exit_code == 2
        assert "pip install 'mkdocs-dossiers[dask]'" in result.stderr

    def test_no_workers(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(of_cluster, "CONNECTING", 1.0)
        told = pytest.raises(ClusterError, match=r"has no worker\. Start some")
        with scheduler(tmp_path / "cluster", workers=0) as running, told, cluster(running.address):
            pass

    def test_a_worker_with_other_software(self, pristine: Example, tmp_path: Path) -> None:
        other = tmp_path / "other"
        shutil.copytree(Path(of_cluster.__file__).parents[1], other / "mkdocs_dossiers")
        with (other / "mkdocs_dossiers/judge/verdict.py").open("a") as file:
            file.write("# not what measures\n")
        changed = other / "mkdocs_dossiers/measure/interval.py"
        with scheduler(tmp_path / "cluster", workers=0) as running:
            running.worker(first_of_all=str(other))
            with cluster(running.address) as workers:  # what differs has no say in what is measured
                assert run(jobs_of(pristine)[:1], workers)
            running.processes[-1].kill()
            changed.write_text(changed.read_text() + "# otherwise\n")
            running.worker(first_of_all=str(other))
            with pytest.raises(ClusterError, match="other sources of the same"), cluster(running.address):
                pass

"""``dossier record``: what it writes down, and what it refuses."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mkdocs_dossiers.check.gate import run_gate
from mkdocs_dossiers.model.problem import Severity
from tests.author.conftest import TOOL, Desk
from tests.workspace import git

METRIC = ("--metric", "latency=latency_s:s")


def test_a_run_becomes_a_dataset_and_the_document_keeps_its_words(desk: Desk) -> None:
    before = desk.text
    result = desk.measured()
    assert "measured" in result.stderr
    assert result.stdout.startswith("Written: dossiers/sums/1.0/data/sum.csv, ")
    raw = (desk.root / "out.csv").read_bytes()
    assert (desk.folder / "data/sum.csv").read_bytes() == raw
    after = desk.text
    entry = after[after.index("data:") : after.index("# What it says.")]
    assert after.replace(entry, "data: {}  # none yet\n") == before
    assert entry.startswith("data:  # none yet\n  sum:\n    file: data/sum.csv\n")
    assert f"sha256: {hashlib.sha256(raw).hexdigest()}" in entry
    assert "command: sh bench.sh" in entry
    assert entry.count(f"commit: {desk.commit}") == 2
    assert "dirty: []" in entry
    environment = json.loads((desk.folder / "environments/bench-host.json").read_text())
    assert environment["runs"]["sum"]["changes"]["load"]


def test_the_gate_accepts_what_was_recorded(desk: Desk) -> None:
    desk.measured()
    git(desk.root, "add", "--force", "dossiers")
    report = run_gate(desk.root)
    assert [each for each in report.problems if each.severity is Severity.ERROR] == []
    assert [str(judgement.verdict) for judgement in report.judgements.values()] == ["supported"]
    assert not [
        each for each in report.problems if each.rule in ("commit/source", "commit/clean", "shape/schema")
    ]


def test_a_second_run_shares_the_machine_and_lies_beside_the_first(desk: Desk) -> None:
    desk.measured()
    result = desk.record(*METRIC, "--output", "other.csv", "--", "sh", "-c", "tac out.csv | sed '$d' > x.tmp; "
                         "(echo latency_s; cat x.tmp) > other.csv", name="again")  # fmt: skip
    assert result.exit_code == 0, result.output
    assert [file.name for file in (desk.folder / "environments").iterdir()] == ["bench-host.json"]
    environment = json.loads((desk.folder / "environments/bench-host.json").read_text())
    assert set(environment["runs"]) == {"sum", "again"}
    assert desk.text.index("  sum:") < desk.text.index("  again:") < desk.text.index("# What it says.")


def test_another_machine_gets_another_name_and_is_not_taken_for_the_first(
    desk: Desk, capture_differs: Callable[[str, str, object], None]
) -> None:
    desk.measured()
    capture_differs("cpu", "model", "Another Processor 9000")
    script = "echo latency_s > other.csv; echo 1 >> other.csv; echo 2 >> other.csv"
    result = desk.record(*METRIC, "--environment", "bench-host", "--", "sh", "-c", script, name="other")
    assert result.exit_code == 1
    assert "another machine" in result.stderr
    assert "Another Processor 9000" in result.stderr
    assert "other" not in desk.text
    result = desk.record(*METRIC, "--output", "other.csv", "--", "sh", "-c", script, name="other")
    assert result.exit_code == 0, result.output
    assert "environment: bench-host-2" in desk.text


def test_the_record_of_a_run_goes_with_the_dataset_it_was_of(
    desk: Desk, capture_differs: Callable[[str, str, object], None]
) -> None:
    script = "(echo latency_s; echo 1; echo $0) > out.csv"
    for name in ("sum", "again"):
        assert (
            desk.record(
                *METRIC, "--output", "out.csv", "--", "sh", "-c", script, str(len(name)), name=name
            ).exit_code
            == 0
        )
    capture_differs("cpu", "model", "Another Processor 9000")
    result = desk.record(
        *METRIC, "--output", "out.csv", "--replace", "--", "sh", "-c", script, "9", name="again"
    )
    assert result.exit_code == 0, result.output
    runs = {
        file.stem: set(json.loads(file.read_text())["runs"])
        for file in (desk.folder / "environments").iterdir()
    }
    assert runs == {"bench-host": {"sum"}, "bench-host-2": {"again"}}


def test_what_a_tool_prints_can_be_its_output(desk: Desk) -> None:
    result = desk.record("--output", "-", "--", "cat", str(TOOL))
    assert result.exit_code == 0, result.output
    assert (desk.folder / "data/sum.json").read_bytes() == TOOL.read_bytes()
    assert "tool: pytest-benchmark" in desk.text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--", "false"], "did not end well: exit code 1"),
        (["--", "sh", "-c", "kill -KILL $$"], "signal SIGKILL"),
        (["--", "true"], "wrote no file"),
        (["--output", "gone.json", "--", "true"], "did not write gone.json"),
        (["--output", "bench.sh", "--", "true"], "older than this run"),
        (["--", "sh", "-c", ": > empty.tmp"], "empty"),
        (["--", "sh", "-c", "echo hello > x.tmp"], "known format"),
        (["--", "sh", "bench.sh"], "what its columns mean"),
        (["--", "sh", "-c", f"cp {TOOL} a.tmp; cp {TOOL} b.tmp"], "2 files of results: a.tmp, b.tmp"),
        (["--output", "link.tmp", "--", "sh", "-c", f"ln -s {TOOL} link.tmp"], "is a link"),
        (["--output", ".", "--", "sh", "-c", "mkdir x"], "folder"),
        (["--", "no-such-program"], "no program"),
        (["--output", "-", "--", "true"], "empty"),
        (["--", "sh", "-c", f"git commit -q --allow-empty -m x; cp {TOOL} a.tmp"], "commit changed"),
        (["--", "sh", "-c", f"cp {TOOL} a.tmp; echo >> bench.sh"], "not committed: bench.sh"),
        (["--", "bench", "--api-token", "s3cr3t"], "password, token"),
        (["--", "bench", "--out", "/home/ada/x.json"], "home folder"),
        (["--environment", "No Name", "--", "true"], "no name an environment"),
        (["--", "sh", "-c", "touch ran.tmp \x1b[2J"], "invisible character"),
        (["--note", "a\u202eb", "--", "touch", "ran.tmp"], "invisible character"),
    ],
)  # fmt: skip
def test_what_is_no_evidence_is_refused_and_nothing_is_written(
    desk: Desk, arguments: list[str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "A")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "a@example.org")
    before = desk.evidence()
    result = desk.record(*arguments)
    assert result.exit_code == (2 if words == "no program" else 1)
    assert words in result.stderr
    assert "fix: " in result.stderr
    assert desk.evidence() == before
    assert not (desk.root / "ran.tmp").exists()


def test_the_command_to_publish_can_be_said_without_the_secret(desk: Desk) -> None:
    result = desk.record(
        "--command", "bench --api-token $TOKEN", "--", "sh", "-c", f"cp {TOOL} a.tmp", "--api-token", "s3cr3t"
    )
    assert result.exit_code == 0, result.output
    assert "s3cr3t" not in desk.text
    assert "command: bench --api-token $TOKEN" in desk.text


def test_a_token_in_the_output_is_refused_with_its_line(desk: Desk) -> None:
    script = "(echo latency_s,note; echo 1,a; printf '2,ghp_%s\\n' $(printf 'a1B2%.0s' 1 2 3 4 5 6 7 8 9)) > out.tmp"
    before = desk.evidence()
    result = desk.record(*METRIC, "--", "sh", "-c", script)
    assert result.exit_code == 1
    assert "token, in line 3" in result.stderr
    assert desk.evidence() == before


def test_a_dirty_checkout_is_refused_or_marked_and_then_the_gate_refuses_it(desk: Desk) -> None:
    (desk.root / "bench.sh").write_text((desk.root / "bench.sh").read_text() + "# changed\n")
    before = desk.evidence()
    result = desk.record(*METRIC, "--", "sh", "bench.sh")
    assert (result.exit_code, desk.evidence()) == (1, before)
    assert "Not committed" in result.stderr
    assert not (desk.root / "out.csv").exists(), "it was run nevertheless"
    result = desk.record(*METRIC, "--dirty", "--", "sh", "bench.sh")
    assert result.exit_code == 0, result.output
    assert desk.text.count("dirty: [bench.sh]") == 2
    assert "commit/clean" in {
        each.rule for each in run_gate(desk.root).problems if each.severity is Severity.ERROR
    }


def test_another_commit_is_refused_unless_it_becomes_the_dossiers(desk: Desk) -> None:
    (desk.root / "more.sh").write_text("true\n")
    git(desk.root, "add", "more.sh")
    git(desk.root, "commit", "--quiet", "--message=More")
    head = git(desk.root, "rev-parse", "HEAD")
    result = desk.record(*METRIC, "--", "sh", "bench.sh")
    assert result.exit_code == 1
    assert f"git worktree add --detach FOLDER {desk.commit}" in result.stderr
    result = desk.record(*METRIC, "--set-commit", "--", "sh", "bench.sh")
    assert result.exit_code == 0, result.output
    assert f"commit: {head}  # the measured one\n" in desk.text
    result = desk.record(*METRIC, "--output", "out.csv", "--replace", "--", "sh", "bench.sh")
    assert "is this very file" in result.stderr


def test_a_taken_name_is_refused_and_replaced_only_where_it_is_meant(desk: Desk) -> None:
    desk.measured()
    desk.replace("command: sh bench.sh\n", "command: sh bench.sh\n    note: Mine.  # keep this\n")
    before = desk.evidence()
    again = ("--output", "new.csv", "--", "sh", "-c", "(cat out.csv; echo 0.009) > new.csv")
    result = desk.record(*METRIC, *again)
    assert (result.exit_code, desk.evidence()) == (1, before)
    assert "--replace" in result.stderr
    result = desk.record(*METRIC, "--replace", *again)
    assert result.exit_code == 0, result.output
    assert "note: Mine.  # keep this\n" in desk.text
    assert "file: data/sum-2.csv" in desk.text
    assert [file.name for file in (desk.folder / "data").iterdir()] == ["sum-2.csv"]
    assert (desk.folder / "data/sum-2.csv").read_bytes() == (desk.root / "new.csv").read_bytes()
    result = desk.record(*METRIC, "--replace", *again, name="nothing")
    assert "no dataset nothing" in result.stderr


def test_a_dry_run_runs_nothing(desk: Desk) -> None:
    before = desk.evidence()
    result = desk.record("--dry-run", "--", "sh", "-c", "touch ran")
    assert result.exit_code == 0
    assert "sh -c 'touch ran'" in result.stderr
    assert desk.evidence() == before
    assert not (desk.root / "ran").exists()


def test_what_is_published_is_left_alone(desk: Desk) -> None:
    desk.replace("status: draft  # until it is measured", "status: published")
    before = desk.evidence()
    for arguments in (
        ("record", "--cwd", str(desk.root), "sums@1.0", "x", "--", "true"),
        ("add", "sums@1.0", str(TOOL)),
    ):
        result = desk.run(*arguments)
        assert (result.exit_code, desk.evidence()) == (1, before)
        assert "never changes" in result.stderr


@pytest.mark.parametrize(
    ("where", "code", "words"),
    [
        ("sums@2.0", 1, "There is no dossier sums@2.0. sums has 1.0."),
        ("none@1.0", 1, "Make it: dossier new none@1.0"),
        ("sums", 2, "PROJECT@VERSION"),
        ("sums@1.0/sum-median", 2, "PROJECT@VERSION"),
        ("../nowhere-at-all", 2, "neither a reference"),
    ],
)
def test_a_dossier_that_is_not_there(desk: Desk, where: str, code: int, words: str) -> None:
    result = desk.run("record", where, "x", "--", "true")
    assert result.exit_code == code
    assert words in result.stderr


def test_a_document_that_cannot_be_changed_says_what_to_paste(desk: Desk) -> None:
    desk.replace("data: {}  # none yet", "data: &x {a: {file: data/a.json}}")
    desk.replace("reproduce:\n", "other: *x\nreproduce:\n")
    result = desk.record("--", "sh", "-c", f"cp {TOOL} a.tmp")
    assert result.exit_code == 1
    assert not (desk.root / "a.tmp").exists(), "it was measured for nothing"
    assert "dossier.yaml:10:" in result.stderr
    assert "  sum:\n" in result.stderr
    assert not (desk.folder / "data").exists()


def test_a_change_made_while_it_was_measured_is_kept(desk: Desk) -> None:
    script = (
        f"sed -i 's/Sums of numbers/Sums of many numbers/' dossiers/sums/1.0/dossier.yaml; cp {TOOL} a.tmp"
    )
    result = desk.record("--", "sh", "-c", script)
    assert result.exit_code == 0, result.output
    assert "title: Sums of many numbers\n" in desk.text
    assert "  sum:\n" in desk.text


def test_outside_of_a_repository_nobody_could_tell_what_was_measured(desk: Desk, tmp_path: object) -> None:
    result = desk.run("record", "--cwd", str(tmp_path), "sums@1.0", "x", "--", "true")
    assert result.exit_code == 1
    assert "no git repository" in result.stderr


def test_a_measurement_in_another_checkout(desk: Desk) -> None:
    elsewhere = desk.root.parent / "elsewhere"
    git(desk.root, "worktree", "add", "--quiet", "--detach", str(elsewhere), desk.commit)
    result = desk.run("record", "--cwd", str(elsewhere), *METRIC, "sums@1.0", "sum", "--", "sh", "bench.sh")
    assert result.exit_code == 0, result.output
    assert (desk.folder / "data/sum.csv").exists()
    assert str(elsewhere) not in desk.text


def test_an_interruption_reaches_the_command_and_leaves_the_dossier_alone(desk: Desk) -> None:
    before = desk.evidence()
    script = "trap 'exit 3' INT; kill -INT $PPID; while :; do sleep 0.05; done"
    result = desk.record("--", "sh", "-c", script)
    assert (result.exit_code, desk.evidence()) == (130, before)
    assert "interrupted by SIGINT" in result.stderr


def test_a_file_that_is_still_written_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from mkdocs_dossiers.author import record

    def look(file: Path, shown: str) -> None:
        file.write_bytes(file.read_bytes() + b" ")

    monkeypatch.setattr(record, "refuse_in_file", look)
    before = desk.evidence()
    result = desk.record("--", "cp", str(TOOL), "a.tmp")
    assert (result.exit_code, desk.evidence()) == (2, before)
    assert "changed while it was read" in result.stderr


def test_a_full_disk_under_what_is_printed_is_said_and_ends_the_command(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mkdocs_dossiers.author import record

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(record, "run_command", full)
    before = desk.evidence()
    result = desk.record("--output", "-", "--", "true")
    assert (result.exit_code, desk.evidence()) == (2, before)
    assert "no room on the disk" in result.stderr


def test_of_many_files_the_planned_one_is_taken_where_the_command_names_it(desk: Desk) -> None:
    plan = "data:\n  sum:\n    file: data/sum.csv\n    command: sh bench.sh sum.csv\n"
    desk.replace("data: {}  # none yet\n", plan)
    script = "sh bench.sh; cp out.csv $1; cp out.csv other.csv"
    result = desk.record(*METRIC, "--", "sh", "-c", script, "bench", "./sum.csv")
    assert result.exit_code == 0, result.output
    assert (desk.folder / "data/sum.csv").read_bytes() == (desk.root / "sum.csv").read_bytes()


def test_the_columns_of_a_plan_stay_as_they_are_written(desk: Desk) -> None:
    metric = "latency: {column: latency_s, unit: s, moments: true}"
    columns = f"    columns: &load  # as agreed\n      metrics:\n        {metric}\n"
    plan = f"data:\n  sum:\n    file: data/out.csv\n    command: sh bench.sh\n{columns}"
    desk.replace("data: {}  # none yet\n", f"{plan}  more:\n    file: data/more.csv\n    columns: *load\n")
    result = desk.record("--output", "out.csv", "--", "sh", "bench.sh")
    assert result.exit_code == 0, result.output
    assert columns in desk.text

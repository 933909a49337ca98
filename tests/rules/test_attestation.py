"""Sign-offs: whose word counts, about which bytes, and what nobody gets away with."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
import yaml

from mkdocs_dossiers.check.example import (
    APPROVED,
    DOSSIER,
    SIGN_OFF,
    SIGNERS_FILE,
    VERSION,
    Add,
    Edit,
    Replace,
    with_attestation,
)
from mkdocs_dossiers.check.gate import Report, run_gate
from mkdocs_dossiers.model.attestation import Signers, SignOff, Standing
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.base import base_of
from mkdocs_dossiers.read.claim_digest import claim_digest
from mkdocs_dossiers.read.folder_digest import COMMAND, folder_digest
from mkdocs_dossiers.read.signature import parse, verify
from mkdocs_dossiers.read.tree import read_workspace
from tests.rules.trial import Trial, failing
from tests.signing import grace, signer
from tests.workspace import git, keep_records

DEMO = Reference("demo", "1.0")
SIGNERS = Signers(grace().line.encode(), SIGNERS_FILE)


def only(report: Report, reference: Reference = DEMO) -> SignOff:
    """The one sign-off there is."""
    (found,) = report.sign_offs[reference]
    return found


def test_a_sign_off_is_shown_with_its_key(trial: Trial) -> None:
    report = trial(*with_attestation())
    found = only(report)
    assert report.ok(strict=True)
    assert (found.standing, found.reason) == (Standing.VALID, "")
    assert found.key.startswith("SHA256:")
    assert found.attestation.by == "Grace Reviewer"


@pytest.mark.parametrize(
    "edits",
    [
        (Replace("title: Sorting and summing", "title: Sorting, summing"),),
        (Add("dossiers/demo/1.0/notes.md", "One more file.\n"),),
    ],
)
def test_any_change_of_the_dossier_voids_it(trial: Trial, edits: tuple[Edit, ...]) -> None:
    trial(*with_attestation())
    for edit in edits:
        place = trial.root / edit.file  # type: ignore[union-attr]
        text = place.read_text() if place.is_file() else ""
        place.write_text(text.replace(edit.old, edit.new) if isinstance(edit, Replace) else edit.text)  # type: ignore[union-attr]
    keep_records(trial.root)
    git(trial.root, "add", ".")
    git(trial.root, "commit", "--quiet", "--message=Change it")
    report = trial.again()
    found = only(report)
    assert found.standing is Standing.VOID
    assert "It was corrected after the sign-off, on 2026-11-21: Something changed." in found.reason
    assert report.ok(strict=True)
    assert len(report.judgements) == 2, "a void sign-off takes no claim down"


def test_a_reproduction_that_is_added_voids_nothing(trial: Trial) -> None:
    trial(*with_attestation())
    place = trial.root / "dossiers/demo/1.0/reproductions/2026-12-01-somebody"
    place.mkdir(parents=True)
    (place / "reproduction.yaml").write_text("schema: 1\n")
    assert only(trial.again()).standing is Standing.VALID


def test_a_signature_cannot_be_used_for_another_claim(trial: Trial) -> None:
    """The document names what was seen, and the signature is over the document."""
    trial(*with_attestation())
    first, second = trial.root / SIGN_OFF, trial.root / SIGN_OFF.replace(".yaml", "-2.yaml")
    second.write_text(first.read_text().replace("of: demo@1.0", "of: demo@1.0/sort-median"))
    shutil.copyfile(f"{first}.sig", f"{second}.sig")
    report = trial.again()
    found = only(report, Reference("demo", "1.0", "sort-median"))
    assert found.standing is Standing.BAD
    assert "attestation/signature" in failing(report)


def claimed(root: Path, claim: str = "sort-median") -> str:
    """A sign-off on a claim, signed; its digest."""
    workspace, _ = read_workspace(root)
    (dossier,) = workspace.dossiers
    digest = claim_digest(dossier, claim)
    place = root / SIGN_OFF
    text = place.read_text().replace("of: demo@1.0\n", f"of: demo@1.0/{claim}\n")
    place.write_text(text[: text.index("digest: ")] + f"digest: {digest}\n")
    grace().sign(place)
    return digest


def test_a_claims_sign_off_holds_while_what_it_rests_on_does(trial: Trial) -> None:
    trial(*with_attestation())
    claimed(trial.root)
    reference = Reference("demo", "1.0", "sort-median")
    assert only(trial.again(), reference).standing is Standing.VALID
    document = trial.root / DOSSIER
    text = document.read_text()
    document.write_text(text.replace("at least 3x as long", "at least 3 times as long"))
    assert only(trial.again(), reference).standing is Standing.VALID, "another claim says it otherwise"
    for old, new in (
        ("<= 5 us", "<= 6 us"),
        ("Warm, in memory.", "Cold."),
        ('repository: "."', 'repository: "https://git.example.com/x"'),
    ):
        assert text.count(old) == 1
        document.write_text(text.replace(old, new))
        assert only(trial.again(), reference).standing is Standing.VOID, old


def test_a_stranger_computes_a_claims_digest_with_sha256sum(trial: Trial, tmp_path: Path) -> None:
    """As the documentation says it: the parts in a folder, and the command for a dossier's digest."""
    trial(*with_attestation())
    digest = claimed(trial.root)
    folder, own = trial.root / "dossiers/demo/1.0", tmp_path / "parts"
    document = yaml.load((folder / "dossier.yaml").read_text(), Loader=yaml.BaseLoader)  # noqa: S506
    parts = {
        "claim.json": document["claims"]["sort-median"],
        "subject.json": document["subject"],
        "datasets/tool.json": document["data"]["tool"],
    }
    for path, value in parts.items():
        (own / path).parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        (own / path).write_text(f"{text}\n")
    for path in ("data/tool.json", "environments/host.json"):
        (own / path).parent.mkdir(exist_ok=True)
        shutil.copyfile(folder / path, own / path)
    done = subprocess.run(["sh", "-c", COMMAND], cwd=own, check=True, capture_output=True, text=True)
    assert done.stdout.split()[0] == digest


def test_a_change_that_brings_its_own_key_along_proves_nothing(trial: Trial) -> None:
    """With a base, its list of signers counts."""
    trial()
    root = trial.root
    git(root, "branch", "before")
    for edit in with_attestation():
        if isinstance(edit, Add):
            (root / edit.file).parent.mkdir(exist_ok=True)
            (root / edit.file).write_text(edit.text.replace("<digest of 1.0>", folder_digest(root / VERSION)))
    (root / SIGNERS_FILE).write_text(grace().line)
    grace().sign(root / SIGN_OFF)
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=Sign it off")
    with base_of(root, "before") as base:
        report = run_gate(root, base=base, today=APPROVED)
    found = only(report)
    assert found.standing is Standing.UNKNOWN
    assert "by this change only, not by dossiers/allowed_signers of before" in found.reason
    assert failing(report) == {"attestation/signer"}
    git(root, "branch", "merged")
    with (root / "dossiers/demo/project.yaml").open("a") as file:
        file.write("# looked at\n")
    git(root, "commit", "--quiet", "--all", "--message=Go on")
    with base_of(root, "merged") as base:
        report = run_gate(root, base=base, today=APPROVED)
    assert only(report).standing is Standing.VALID


def test_removing_a_key_is_noticed_in_every_project_with_sign_offs(trial: Trial) -> None:
    trial(*with_attestation())
    (trial.root / SIGNERS_FILE).write_text("# nobody\n")
    with base_of(trial.root, "HEAD") as base:
        report = run_gate(trial.root, base=base, today=APPROVED)
    assert only(report).standing is Standing.UNKNOWN
    assert "This change takes the key off" in only(report).reason
    assert report.signers is not None
    assert report.signers.base == "HEAD"
    assert "does not name this key" in only(trial.again()).reason


@pytest.mark.parametrize(
    ("make", "standing"),
    [
        (lambda raw: grace().signature(raw), Standing.VALID),
        (lambda raw: grace().signature(raw, "git"), Standing.BAD),
        (lambda raw: grace().signature(raw + b" "), Standing.BAD),
        (lambda raw: signer("Mallory", "grace@example.org").signature(raw), Standing.UNKNOWN),
        (lambda raw: grace().signature(raw) + b"more", Standing.BAD),
        (lambda raw: b"", Standing.BAD),
        (lambda raw: b"\xff" * 100, Standing.BAD),
        (lambda raw: grace().signature(raw).replace(b"U1NIU0lH", b"U1NIU0lI"), Standing.BAD),
        (lambda raw: grace().signature(raw)[:120] + b"\n-----END SSH SIGNATURE-----\n", Standing.BAD),
    ],
)  # fmt: skip
def test_what_a_signature_is_worth(make: object, standing: Standing) -> None:
    raw = b"schema: 1\n"
    found = verify(raw, make(raw), "grace@example.org", "2026-11-21", SIGNERS, APPROVED)  # type: ignore[operator]
    assert found.standing is standing
    assert bool(found.reason) == (standing is not Standing.VALID)


@pytest.mark.parametrize(
    "name",
    ["*@example.org", "-Overify-time=1", "a@example.org\nb@example.org", "a b@example.org", "a@b,x", '"a"@b', ""],
)  # fmt: skip
def test_a_signer_is_an_address_and_nothing_else(name: str) -> None:
    raw = b"schema: 1\n"
    found = verify(raw, grace().signature(raw), name, "2026-11-21", SIGNERS, APPROVED)
    assert found.standing is Standing.UNKNOWN


def test_a_key_counts_from_when_and_until_when_the_list_says() -> None:
    raw = b"schema: 1\n"
    signature = grace().signature(raw)
    held = Signers(
        grace().line.replace("namespaces", 'valid-after="20261101",valid-before="20261201",namespaces').encode(),
        SIGNERS_FILE,
    )  # fmt: skip

    def on(today: date, signed: str) -> Standing:
        return verify(raw, signature, "grace@example.org", signed, held, today).standing

    assert on(date(2026, 11, 21), "2026-11-21") is Standing.VALID
    assert on(date(2027, 1, 1), "2026-11-21") is Standing.EXPIRED
    assert on(date(2027, 1, 1), "2026-12-24") is Standing.UNKNOWN
    assert on(date(2026, 10, 1), "2026-10-01") is Standing.UNKNOWN
    assert on(date(2026, 10, 1), "2026-11-21") is Standing.UNKNOWN, "a day that is not yet there"


def test_a_key_for_another_purpose_does_not_count() -> None:
    raw = b"schema: 1\n"
    other = Signers(grace().line.replace("dossier-attestation", "git").encode(), SIGNERS_FILE)
    found = verify(raw, grace().signature(raw), "grace@example.org", "2026-11-21", other, APPROVED)
    assert found.standing is Standing.UNKNOWN


def test_an_author_is_no_second_pair_of_eyes_under_any_spelling(trial: Trial) -> None:
    for edit in (
        ("by: Grace Reviewer", "by: ＡＤＡ Author"),
        ("by: Grace Reviewer", "by: the Demo  team"),
    ):
        report = trial(*with_attestation(*edit))
        assert "attestation/party" in failing(report)
        assert only(report).standing is Standing.REFUSED
    mail = Replace("authors: [Ada Author]", "authors: [Ada Author <Grace@Example.org>]")
    assert "attestation/party" in failing(trial(mail, *with_attestation()))


@pytest.mark.parametrize(
    "kind", ["link", "signature link", "huge", "huge signature", "folder", "list is a link"]
)
def test_nothing_is_opened_that_is_no_plain_small_file(trial: Trial, tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text(grace().line)
    trial(*with_attestation())
    place = trial.root / SIGN_OFF
    signature, signers = Path(f"{place}.sig"), trial.root / SIGNERS_FILE
    victim = {"link": place, "huge": place, "list is a link": signers, "folder": place.parent}.get(
        kind, signature
    )
    if kind == "folder":
        place.parent.rename(tmp_path / "moved")
        place.parent.symlink_to(tmp_path / "moved")
    elif kind.startswith("huge"):
        victim.write_bytes(b"# " + b"x" * 100_000)
    else:
        victim.unlink()
        victim.symlink_to(secret)
    report = trial.again()
    assert failing(report)
    assert all(entry.standing is not Standing.VALID for found in report.sign_offs.values() for entry in found)


def test_stray_files_beside_sign_offs_are_named(trial: Trial) -> None:
    trial(*with_attestation())
    folder = (trial.root / SIGN_OFF).parent
    for name in ("notes.md", "Über.yaml", "gone.yaml.sig", "a.yml"):
        (folder / name).write_text("x\n")
    report = trial.again()
    found = [problem.path.rpartition("/")[2] for problem in report.problems if problem.rule == "shape/folder"]
    assert sorted(found) == ["a.yml", "gone.yaml.sig", "notes.md", "Über.yaml"]


def test_a_sign_off_that_git_does_not_track_is_named(trial: Trial) -> None:
    trial(*with_attestation())
    git(trial.root, "rm", "--quiet", "--cached", f"{SIGN_OFF}.sig")
    assert "evidence/tracked" in failing(trial.again())


def test_a_signature_says_whose_key_it_is() -> None:
    found = parse(grace().signature(b"x"))
    assert found is not None
    command = ["ssh-keygen", "-l", "-f", str(grace().key)]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert found.key in listed.split()
    assert found.namespace == "dossier-attestation"

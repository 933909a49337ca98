"""The text of a new dossier and of a new project: YAML that explains itself in comments."""

from __future__ import annotations

import platform
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mkdocs_dossiers.author.carried import Carried
from mkdocs_dossiers.author.entry import entry_lines, scalar
from mkdocs_dossiers.model.printable import printable
from mkdocs_dossiers.model.reference import Reference

UNKNOWN = "TODO"
"""Stands where nothing could be found out; the gate asks for it."""
_WIDTH = 108


@dataclass(frozen=True, slots=True)
class New:
    """What a new dossier is about. ``commit`` is None where nothing is committed yet; ``authors`` may be empty."""

    reference: Reference
    commit: str | None
    day: date
    rules: int
    schema: str
    """Where the schemas are, relative to the dossier's folder."""
    project: str
    """The project's title."""
    authors: tuple[str, ...] = ()
    carried: Carried | None = None


def project_text(name: str, schema: str, told: Mapping[str, Any]) -> str:
    """``project.yaml``; ``told`` are its summary, owner and repository as far as they are known."""
    return _joined(
        f"# yaml-language-server: $schema={schema}/project.schema.json",
        *_comment(
            f"What {name} is, and who answers for its claims. Readers of the site see these texts; change them as you "
            "like."
        ),
        "schema: 1",
        f"name: {scalar(name)}",
        *_entry("title", name.replace("-", " ").capitalize()),
        *_comment("One or two sentences for somebody who has never heard of it."),
        *_entry("summary", told.get("summary") or UNKNOWN),
        *_comment("The team or person who answers questions."),
        *_entry("owner", told.get("owner") or UNKNOWN),
        *(_entry("repository", told["repository"]) if told.get("repository") else ()),
        *_comment("Words by which readers find it, and the licence of its evidence (an SPDX identifier):"),
        "# tags: [latency]",
        "# licence: CC-BY-4.0",
    )


def dossier_text(new: New) -> str:
    """``dossier.yaml``, a draft."""
    reference = new.reference
    return _joined(
        f"# yaml-language-server: $schema={new.schema}/dossier.schema.json",
        *_comment(
            f"The evidence for the performance claims of {reference.project} {reference.version}. "
            f"`dossier check {reference}` says what is missing, line by line."
        ),
        "schema: 1",
        f"rules: {new.rules}",
        f'version: "{reference.version}"',
        *_comment(
            f"A draft: `mkdocs serve` shows it, a published site leaves it out. `dossier publish {reference}` makes it "
            "published, and from then on it never changes."
        ),
        "status: draft",
        f"date: {new.day.isoformat()}",
        *_comment("What is new or particular about this version, as a heading."),
        *_entry("title", f"{new.project} {reference.version}"[:120]),
        *_summary(new),
        *_authors(new),
        "",
        *_subject(new),
        "",
        *_data(new),
        "",
        *_claims(new),
        "",
        *_recipe(new),
    )


def _joined(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


def _comment(text: str, indent: str = "") -> Iterator[str]:
    for line in textwrap.wrap(
        printable(text), _WIDTH - len(indent), break_on_hyphens=False, break_long_words=False
    ):
        yield f"{indent}# {line}"


def _command(text: str) -> str:
    """A line of comment to copy, whole."""
    return f"#   {printable(text)}"


def _entry(key: str, value: Any) -> list[str]:
    return entry_lines(key, value, 0, 2)


def _summary(new: New) -> Iterator[str]:
    kept = new.carried.texts.get("summary") if new.carried is not None else None
    if new.carried is not None and isinstance(kept, str):
        yield from _comment(f"From {new.carried.of}: change what is no longer so.")
        yield from _entry("summary", " ".join(kept.split()))
    else:
        yield from _comment(
            "What a reader should know before the claims: what was measured, and what was not."
        )
        yield "# summary: One engine on one machine, one request at a time. No network in between."


def _authors(new: New) -> Iterator[str]:
    kept = new.carried.texts.get("authors") if new.carried is not None else None
    authors = [str(each) for each in kept] if isinstance(kept, list) else list(new.authors)
    if authors:
        yield from _entry("authors", authors)
    else:
        yield "# authors: [Who answers for this dossier]"


def _subject(new: New) -> Iterator[str]:
    yield from _comment(
        "Exactly what is measured: a commit others can check out, so it has to become part of the default branch or "
        "of a tag. Measure it clean, without changes that are not committed."
    )
    yield "subject:"
    yield '  repository: "."'
    if new.commit is not None:
        yield f"  commit: {new.commit}"
    else:
        yield "  # commit: nothing is committed yet; `dossier record` fills it in when it measures"


def _data(new: New) -> Iterator[str]:
    reference = new.reference
    yield from _comment(
        "The raw files, each byte for byte as the tool wrote it. This runs a command, keeps what it wrote, describes "
        "the machine before and after, and fills in an entry here:"
    )
    if new.carried is None or not new.carried.data:
        yield _command(
            f"dossier record {reference} sorting -- hyperfine --export-json sorting.json ./my-program"
        )
        yield from _comment(
            f"For output that is there already: `dossier add {reference} FILE`. `dossier inspect FILE` shows what "
            "claims can name in it."
        )
        yield "data: {}"
        return
    for name, command in new.carried.datasets.items():
        shown = " ".join(command.split()) or "COMMAND"
        yield _command(f"dossier record {reference} {name} -- {shown}")
    yield from _comment(
        f"They are described as in {new.carried.of}; what is recorded under the same name gets its evidence."
    )
    yield from new.carried.data


def _claims(new: New) -> Iterator[str]:
    reference = new.reference
    if new.carried is not None and new.carried.claims:
        yield from _comment(
            f"Taken over from {new.carried.of} with their limits: the same id is the same claim, and gets a history. "
            "What is no longer claimed is withdrawn in published.yaml."
        )
        yield from new.carried.claims
        return
    yield from _comment(
        "One sentence each, with the limit that makes it checkable. Write it down before you look at numbers: a limit "
        f"taken from the data is no test of them. What the data would bear: `dossier claim {reference}`."
    )
    yield from (
        "#   sorting-median:                # never changes: the same id in the next version is the same claim",
        "#     says: Sorting a million numbers takes at most 80 ms at the median.",
        "#     metric: time                 # as `dossier inspect FILE` lists them",
        "#     of: sorting                  # the dataset, or dataset/series",
        "#     statistic: median            # median, mean, p99, p99.9, min, max, count, rate, share",
        '#     holds: <= 80 ms              # quote it when it begins with >: ">= 5 x"',
    )
    yield "claims: {}"


def _recipe(new: New) -> Iterator[str]:
    yield from _comment(
        "How a stranger measures all of it again. Each dataset that a claim rests on is given by a step, such as "
        "{does: Measure sorting, run: COMMAND, gives: data/sorting.json, minutes: 1}."
    )
    if new.carried is not None and new.carried.reproduce:
        yield from new.carried.reproduce
        return
    yield "reproduce:"
    yield f"  needs: [{scalar(f'{platform.system()} {platform.machine()}', in_flow=True)}]"
    yield "  steps:"
    yield "    - does: Check out the measured commit"
    yield f"      run: git checkout {new.commit}" if new.commit else "      run: git checkout COMMIT"

"""The comment for a pull request: what it says, what it cannot be made to say, and its length."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import markdown  # type: ignore[import-untyped]
import pytest

from mkdocs_dossiers.cli.output.comment import inline
from mkdocs_dossiers.cli.output.report_markdown import LONGEST
from tests.cli.running import HOSTILE, branch, check, commit, output, refute
from tests.workspace import Example, git, write_dossier


class _Page(HTMLParser):
    """The tags, the text and the addresses of a rendered comment."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def page(text: str) -> _Page:
    return _Page(markdown.markdown(text, extensions=["tables"]))


NOTICES = re.compile(r"(?<![\w@])@\w|#\d|!\d|\$\d|%\d|~\w|&\d|:\w+:|https?://|www\.\w|\w@\w+\.\w|\bG[HL]-\d")
"""What GitHub and GitLab turn into something in text that is rendered already."""

OURS = {"h2", "h3", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "a", "ul", "li", "code"}


def sections(text: str) -> dict[str, str]:
    parts = re.split(r"^### (.*)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


class TestWhatItSays:
    def test_without_a_base_claims_and_problems(self, workspace: Example) -> None:
        refute(workspace)
        text = output(workspace, "markdown", "demo@1.0")
        assert text.startswith("## Performance dossiers: failed\n")
        assert "Verdicts: **4** supported, **0** inconclusive, **1** refuted." in text
        assert set(sections(text)) == {"Claims", "Problems"}
        assert sections(text)["Claims"].count("\n| ") == 7

    def test_all_is_well(self, pristine: Example) -> None:
        text = output(pristine, "markdown")
        assert text.startswith("## Performance dossiers: ok\n")
        assert set(sections(text)) <= {"Claims", "Problems"}
        assert "**error**" not in text

    def test_what_a_branch_does(self, workspace: Example) -> None:
        branch(workspace)
        refute(workspace)
        workspace.replace("  fast-rate:", "  fast-throughput:")
        commit(workspace)
        found = sections(output(workspace, "markdown", "--base", "main"))
        assert list(found) == [
            "Verdicts that moved",
            "Claims added",
            "Claims changed",
            "Claims removed",
            "Problems",
        ]
        moved = page(found["Verdicts that moved"]).text.replace("\u200b", "")
        assert re.search(
            r"demo@1\.0/fast-p95\s*supported: 12\.45\s*ms \[12\.17, 12\.89\]\s*refuted: 12\.45", moved
        )
        assert "is not ≤ 5" in moved
        assert "fast-throughput" in found["Claims added"]
        assert "fast-rate" in found["Claims removed"]
        changed = page(found["Claims changed"]).text
        assert "<= 20 ms" in changed
        assert "<= 5 ms" in changed

    def test_a_new_version_against_the_one_before(self, workspace: Example) -> None:
        branch(workspace)
        write_dossier(workspace.root, "1.1.5", workspace.commit, seed=4)
        commit(workspace)
        text = output(workspace, "markdown", "--base", "main")
        assert "Claims removed" not in text
        assert "Claims added" not in text
        assert "sha256" in sections(text)["Claims changed"]

    def test_nothing_changed(self, workspace: Example) -> None:
        branch(workspace)
        text = output(workspace, "markdown", "--base", "main")
        assert sections(text) == {}
        assert "ok" in text.splitlines()[0]

    def test_links_lead_to_lines(self, workspace: Example) -> None:
        line = refute(workspace)
        text = output(workspace, "markdown", "demo@1.0")
        assert f"(dossiers/demo/1.0/dossier.yaml#L{line})" in text
        base = "https://git.example.com/o/n/blob/abc"
        text = output(workspace, "markdown", "demo@1.0", "--link-base", f"{base}/")
        assert f"({base}/dossiers/demo/1.0/dossier.yaml#L{line})" in text
        (workspace.root / "sub").mkdir()
        git(workspace.root, "mv", "dossiers", "sub/dossiers")
        inner = Example(Path(workspace.root / "sub"), workspace.commit)
        assert f"(sub/dossiers/demo/1.0/dossier.yaml#L{line})" in output(inner, "markdown", "demo@1.0")

    @pytest.mark.parametrize("base", ["javascript:alert(1)", "https://x/) [y](z", "https://x y", "x"])
    def test_a_link_base_is_an_address(self, pristine: Example, base: str) -> None:
        assert check(pristine, "--format", "markdown", "--link-base", base).exit_code == 2


class TestWhatItCannotBeMadeToSay:
    def test_one_text(self) -> None:
        shown = _Page(markdown.markdown(f"- x {inline(HOSTILE, 1000)}")).text
        assert not NOTICES.search(shown)
        assert shown.replace("\u200b", "").strip() == f"x {HOSTILE}"

    @pytest.mark.parametrize("char", [chr(code) for code in range(33, 127)])
    def test_every_ascii_character_stays_itself(self, char: str) -> None:
        for text in (f"a{char}b", f"{char * 3}x{char * 3}", f"x {char} y", f"x{char}(y)"):
            shown = page(f"| x {inline(text)} |\n| --- |\n| {inline(text)} |\n").text
            assert shown.replace("\u200b", "").count(text) == 2

    def test_hostile_sentences_names_and_messages(self, workspace: Example) -> None:
        branch(workspace)
        said = HOSTILE.replace('"', "'").replace("\\", "")
        workspace.replace("says: Sorting takes at most 5 ms at the median.", f'says: "{said}"')
        workspace.replace("  fast-rate:", "  new-claim:")
        workspace.replace("of: tool/test_sort", f'of: "tool/{said}"')
        workspace.replace("title: Version 1.0", f'title: "{said}"\n"{said}": 1')
        place = workspace.root / "dossiers/demo/1.0/reproductions/x](javascript:y) @all <b>"
        place.mkdir(parents=True)
        (place / "reproduction.yaml").write_text("[")
        for arguments in ([], ["--base", "main"]):
            text = output(workspace, "markdown", *arguments)
            assert "alert(1)" in text
            read = page(text)
            assert read.tags <= OURS
            assert not [address for address in read.addresses if not address.startswith("dossiers/demo/1.")]
            assert not NOTICES.search(read.text), NOTICES.search(read.text)
            assert not [line for line in text.splitlines() if line.startswith(("/", "    "))]

    def test_control_and_bidi_characters_are_escapes(self) -> None:
        assert "\u202e" not in html.unescape(inline("a\u202eb\x1b[0m\u2066"))
        assert "\n" not in inline("a\nb\r\nc")


class TestLength:
    def test_it_never_grows_beyond_what_a_comment_holds(self, workspace: Example) -> None:
        branch(workspace)
        sentence = "Sorting takes at most 5 ms at the median & *all* <that>. " * 6
        claim = workspace.text()[
            workspace.text().index("  sort-median:") : workspace.text().index("  fast-p95:")
        ]
        more = "".join(
            claim.replace("sort-median", f"sort-{number}").replace(
                "Sorting takes at most 5 ms at the median.", f'"{sentence[:390]}"'
            )
            for number in range(400)
        )
        workspace.replace("  sort-median:", f"{more}  sort-median:")
        workspace.dossier.write_text(
            workspace.text() + "".join(f"unknown-{number}-{'<' * 200}: 1\n" for number in range(400))
        )
        commit(workspace)
        text = output(workspace, "markdown", "--base", "main")
        assert 40_000 < len(text) <= LONGEST
        assert len(text.encode()) < 4 * LONGEST
        found = sections(text)
        assert "more rows did not fit here" in found["Claims added"]
        assert "380 more of shape/unknown-key" in html.unescape(found["Problems"])
        shown = found["Claims added"].count("\n| ") - 2
        (cut,) = re.findall(r"([\d,]+) more rows? did not fit", found["Claims added"])
        assert shown + int(cut.replace(",", "")) == 400

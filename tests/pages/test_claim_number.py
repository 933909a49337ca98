"""Numbers in prose come from evidence: one exact form, and nothing else is touched."""

from __future__ import annotations

import pytest

from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.claim_number import filled
from mkdocs_dossiers.pages.view import View
from tests.workspace import Example, run_gate

PAGE = "notes/ours.md"
CALL = '{{ claim("demo@1.0/speedup") }}'


@pytest.fixture(scope="module")
def view(pristine: Example) -> View:
    return View(run_gate(pristine.root), Addresses())


def test_value_unit_verdict_and_link_are_filled_in(view: View) -> None:
    (project,) = view.projects
    (row, *_) = view.history(project, "speedup")
    text, dead = filled(view, PAGE, f"# {CALL}\n\n| a | {CALL} |\n")
    assert dead == ()
    assert text.count("](../demo/1.0/claims/speedup.md)") == 2
    assert text.count(f'<span class="verdict verdict--{row.judgement.verdict.value}">') == 2
    assert "×" in text
    assert "{{" not in text


@pytest.mark.parametrize("form", ["{{claim('demo@1.0/speedup')}}", '{{ claim("demo@1.0/speedup")}}'])
def test_quotes_and_blanks_may_differ(view: View, form: str) -> None:
    assert "speedup.md)" in filled(view, PAGE, form)[0]


@pytest.mark.parametrize(
    "text",
    [
        f"`{CALL}`",
        f"``x ` {CALL}``",
        f"```\n{CALL}\n```\n",
        f"~~~ jinja\n\n{CALL}\n~~~\n",
        f"text\n\n    {CALL}\n",
        f"- item\n\n  ```\n  {CALL}\n  ```\n",
        "{{ 7 * 7 }} and {% raw %} and {{ config }}",
        '{{ claim("demo@1.0/speedup") | upper }}',
        '{{ claim("demo@1.0/speedup", 1) }}',
        "{{ claim(name) }}",
        '{{  claim("demo@1.0/speedup")  }}',
        '{{ claim("a" + "b") }}',
    ],
)
def test_code_and_every_other_form_stay_as_they_are(view: View, text: str) -> None:
    assert filled(view, PAGE, text) == (text, ())


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("demo@1.0/speedupp", "Did you mean demo@1.0/speedup?"),
        ("demo@1.0", "There is no such claim"),
        ("nothing", "There is no such claim"),
        ("<script>alert(1)</script>", "There is no such claim"),
        ("x" * 10_000, "There is no such claim"),
        ("", "There is no such claim"),
    ],
)
def test_what_names_no_claim_says_so(view: View, reference: str, said: str) -> None:
    text, dead = filled(view, PAGE, f'It is {{{{ claim("{reference}") }}}}.')
    assert [said in sentence for sentence in dead] == [True]
    assert text.startswith("It is <strong>no such claim")
    assert "<script" not in text


def test_code_and_a_number_in_one_line_are_told_apart(view: View) -> None:
    text, _ = filled(view, PAGE, f"`{CALL}` is {CALL}, not `{CALL}`")
    assert text.count(CALL) == 2
    assert text.count("speedup.md)") == 1

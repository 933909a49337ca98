"""A recipe is changed in place: its other steps, comments and everything around stay as they are."""

from __future__ import annotations

import pytest
import yaml

from mkdocs_dossiers.author.recipe import with_commit, with_step

STEP = {"does": "Measure b", "run": "b --output 'b: c.json' # quick", "gives": "data/b.json", "minutes": 1}
OLD, NEW = "a" * 40, "b" * 40

DOCUMENTS = {
    "lines": f"""\
# first
reproduce:   # the recipe
  needs: [Linux]
  steps:
    # how it begins
    - does: Check out
      run: git checkout {OLD}   # the commit
    - does: Measure a
      run: |-
        a {OLD}
        a again
    # the end
# last
""",
    "one line each": f"reproduce:\n  steps:\n  - {{does: Check out, run: git checkout {OLD}}}\nclaims: {{}}\n",
    "wide": f"reproduce:\n    steps:\n        -   does: Check out\n            run: git checkout {OLD}\n",
    "braces": f"reproduce: {{steps: [{{does: Check out, run: git checkout {OLD}}}]}}\n",
    "none": f"subject: {{commit: {OLD}}}\nreproduce:\n  needs: [Linux]\n",
    "no end of line": f"reproduce:\n  steps:\n    - {{does: Check out, run: git checkout {OLD}}}",
    "windows": f"reproduce:\r\n  steps:\r\n    - does: Check out\r\n      run: git checkout {OLD}\r\n",
    "anchors": f"a: &c git checkout {OLD}\nreproduce:\n  steps:\n    - &s {{does: Check out, run: *c }}\n    - *s\n",
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_step_is_added_at_the_end(name: str) -> None:
    text = DOCUMENTS[name]
    made = with_step(text.encode(), "d", STEP).decode()
    before, after = yaml.safe_load(text), yaml.safe_load(made)
    assert after["reproduce"]["steps"] == [*before["reproduce"].get("steps", []), STEP]
    before["reproduce"].pop("steps", None)
    after["reproduce"].pop("steps")
    assert after == before
    if name not in ("braces", "anchors"):
        rest = made
        for line in text.splitlines():
            assert line in rest, line
            rest = rest[rest.index(line) + len(line) :]
    assert ("\r\n" in made) == ("\r\n" in text)
    assert "\n" not in made.replace("\r\n", "") or "\r\n" not in made


def test_it_looks_like_the_others() -> None:
    made = with_step(DOCUMENTS["lines"].encode(), "d", STEP).decode()
    assert (
        """\
        a again
    - does: Measure b
      run: "b --output 'b: c.json' # quick"
      gives: data/b.json
      minutes: 1
    # the end
# last
"""
        in made
    )


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name not in ("none", "anchors")])
def test_another_commit(name: str) -> None:
    made = with_commit(DOCUMENTS[name].encode(), "d", OLD, NEW).decode()
    assert yaml.safe_load(made) == yaml.safe_load(DOCUMENTS[name].replace(OLD, NEW))
    if name == "lines":
        assert f"run: git checkout {NEW}   # the commit" in made


def test_a_recipe_that_names_no_commit_stays() -> None:
    raw = DOCUMENTS["lines"].encode()
    assert with_commit(raw, "d", "c" * 40, NEW) == raw

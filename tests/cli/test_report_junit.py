"""JUnit XML: accepted by the schema build servers use, a case for every claim, nothing lost."""

from __future__ import annotations

from functools import lru_cache
from xml.etree import ElementTree as Xml

from tests.cli.running import HOSTILE, SCHEMAS, check, doubt, found, output, refute
from tests.workspace import Example

XS = "{http://www.w3.org/2001/XMLSchema}"


@lru_cache(maxsize=1)
def elements() -> dict[str, tuple[dict[str, bool], set[str]]]:
    """Every element of the schema: its attributes (True where required) and the elements it may hold."""
    root = Xml.parse(SCHEMAS / "junit-10.xsd").getroot()  # noqa: S314 - our own file
    known = {}
    for element in root.findall(f"{XS}element"):
        attributes = {
            each.get("name", ""): each.get("use") == "required" for each in element.iter(f"{XS}attribute")
        }
        known[element.get("name", "")] = (
            attributes,
            {each.get("ref", "") for each in element.iter(f"{XS}element")},
        )
    return known


def accepted(element: Xml.Element) -> None:
    """Hold an element, and all in it, against the schema."""
    attributes, children = elements()[element.tag]
    assert set(element.attrib) <= set(attributes), element.tag
    assert {name for name, required in attributes.items() if required} <= set(element.attrib), element.tag
    for child in element:
        assert child.tag in children, f"{child.tag} in {element.tag}"
        accepted(child)


def junit(workspace: Example, *arguments: str) -> Xml.Element:
    root = Xml.fromstring(output(workspace, "junit", *arguments))  # noqa: S314 - our own output
    accepted(root)
    for suite in root:
        assert int(suite.attrib["tests"]) == len(suite)
        assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
        assert int(suite.attrib["skipped"]) == len(suite.findall("testcase/skipped"))
    assert int(root.attrib["tests"]) == sum(len(suite) for suite in root)
    assert int(root.attrib["failures"]) == len(root.findall("testsuite/testcase/failure"))
    return root


def outcome(root: Xml.Element, suite: str, claim: str) -> str:
    (case,) = (
        each
        for each in root.findall("testsuite/testcase")
        if (each.get("classname"), each.get("name")) == (suite, claim)
    )
    return case[0].tag if len(case) else "passed"


def test_the_schema_can_say_no() -> None:
    for text in ('<testsuite name="x"/>', '<testcase name="x" colour="red"/>'):
        try:
            accepted(Xml.fromstring(text))  # noqa: S314 - our own text
        except AssertionError:
            continue
        raise AssertionError(text)


def test_a_suite_for_each_dossier_and_a_case_for_each_claim(pristine: Example) -> None:
    root = junit(pristine)
    assert [suite.get("name") for suite in root] == ["demo@1.0", "demo@1.1", "demo@1.2"]
    assert [len(suite) for suite in root] == [5, 5, 5]
    assert root.get("failures") == "0"


def test_outcomes(workspace: Example) -> None:
    refute(workspace)
    workspace.replace("of: tool/test_sort", "of: toool/test_sort")
    doubt(workspace)
    root = junit(workspace, "demo@1.0")
    assert outcome(root, "demo@1.0", "fast-p95") == "failure"
    assert outcome(root, "demo@1.0", "sort-median") == "failure"
    assert outcome(root, "demo@1.0", "speedup") == "skipped"
    assert outcome(root, "demo@1.0", "fast-rate") == "passed"
    assert outcome(junit(workspace, "demo@1.0", "--strict"), "demo@1.0", "speedup") == "failure"


def test_a_draft_that_does_not_hold_fails_nothing(workspace: Example) -> None:
    draft = workspace.root / "dossiers/demo/1.2/dossier.yaml"
    workspace.replace("<= 20 ms", "<= 5 ms", draft)
    root = junit(workspace, "demo@1.2")
    assert outcome(root, "demo@1.2", "fast-p95") == "skipped"
    assert root.get("failures") == "0"
    assert check(workspace, "demo@1.2", "--format", "junit").exit_code == 0


def test_one_claim_is_one_case(pristine: Example) -> None:
    root = junit(pristine, "demo@1.0/speedup")
    assert [case.get("name") for case in root.iter("testcase")] == ["speedup"]


def test_what_is_about_no_claim_fails_too(workspace: Example) -> None:
    for file, text in (("1.1/dossier.yaml", "["), ("project.yaml", "name: demo\n")):
        (workspace.root / "dossiers/demo" / file).write_text(text)
        root = junit(workspace)
        assert int(root.attrib["failures"]) > 0
        said = "\n".join(element.text or "" for element in root.iter("failure"))
        for problem in found(workspace)["problems"]:
            if problem["severity"] == "error":
                assert f"{problem['path']}:{problem['line']}:{problem['column']}" in said
                assert problem["rule"] in said


def test_all_of_many_are_there(workspace: Example) -> None:
    workspace.dossier.write_text(
        workspace.text() + "".join(f"unknown-{number}: 1\n" for number in range(500))
    )
    said = "\n".join(element.text or "" for element in junit(workspace, "demo@1.0").iter("failure"))
    assert all(f"'unknown-{number}'" in said for number in range(500))


def test_hostile_text_is_text(workspace: Example) -> None:
    text = HOSTILE.replace('"', "'")
    workspace.replace("of: tool/test_sort", f'of: "tool/{text} ]]> \ufffd"')
    assert "<script>" in "".join(
        element.text or "" for element in junit(workspace, "demo@1.0").iter("failure")
    )

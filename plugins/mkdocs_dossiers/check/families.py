"""The families of rules: what each is about. A rule's slug begins with its family, its code with the letter."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """A group of rules. ``waivable`` says whether any of its findings may be waived."""

    name: str
    letter: str
    title: str
    about: str
    waivable: bool = True


FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        Family(
            "shape",
            "S",
            "Shape",
            "Documents follow their format, files lie where they belong, and every name means one thing. What "
            "cannot be understood cannot be checked, so nobody can waive these.",
            waivable=False,
        ),
        Family(
            "evidence",
            "E",
            "Evidence",
            "Every claim leads to raw data, and every piece of raw data to a machine, a command, a commit and a "
            "recipe. Here the gate looks whether each link is there.",
        ),
        Family(
            "integrity",
            "I",
            "Integrity",
            "The raw files are what the tool wrote, whole and unchanged, and each counts once. A file that was "
            "touched is no evidence, whoever approves of it, so nobody can waive these.",
            waivable=False,
        ),
        Family(
            "commit",
            "C",
            "Commit",
            "What was measured is a commit that anybody with the repository can check out, today and in ten years.",
        ),
        Family(
            "environment",
            "M",
            "Environment",
            "The machine and its software are described well enough to tell whether two numbers may be compared.",
        ),
        Family(
            "statistics",
            "T",
            "Statistics",
            "The statistic, its unit and its series are ones the raw data can answer for.",
        ),
        Family(
            "protocol",
            "L",
            "Protocol",
            "How load was made, warmed up, repeated and compared: what a number means depends on it.",
        ),
        Family(
            "wording",
            "W",
            "Wording",
            "The sentence says what was computed: the same number, the same statistic, no more.",
        ),
        Family(
            "history",
            "H",
            "History",
            "What was published stays what it was. Changes, withdrawals and age are visible.",
        ),
        Family(
            "verdict",
            "V",
            "Verdict",
            "What the recomputed interval says about the claimed limit.",
        ),
        Family(
            "reported",
            "R",
            "Reported figures",
            "Figures that circulate in reports are listed with what is known of them: whether a claim backs them, "
            "another one contradicts them, or nothing is there.",
        ),
        Family(
            "privacy",
            "P",
            "Privacy",
            "Evidence is published whole; it gives away nothing about people and machines by accident.",
        ),
        Family(
            "waiver",
            "A",
            "Waivers",
            "A finding may be accepted for a while by somebody who did not write the dossier, in a file everybody "
            "can read. These rules keep that honest, and cannot be waived themselves.",
            waivable=False,
        ),
        Family(
            "attestation",
            "O",
            "Sign-offs",
            "Somebody who is no author may sign that they have seen a dossier or claim, and how closely. These rules "
            "keep that worth something, and cannot be waived.",
            waivable=False,
        ),
        Family(
            "coverage",
            "N",
            "Coverage",
            "A gate that looked at nothing has not let anything through.",
            waivable=False,
        ),
    )
}

"""A project's page: its versions, and each claim over them."""

from __future__ import annotations

from mkdocs_dossiers.check.limits import moved
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.reference import Reference, version_key
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.view import ClaimRow, View
from mkdocs_dossiers.pages.writer import write


def project(view: View, subject: Project) -> Page:
    """Versions newest first, and a table of claims with a column per version."""
    dossiers = list(reversed(view.dossiers(subject)))
    versions = [
        {
            "dossier": dossier,
            "address": view.addresses.dossier(dossier.reference),
            "tally": view.tally(dossier),
            "commit": dossier.subject.commit if dossier.subject else "",
        }
        for dossier in dossiers
    ]
    ids = dict.fromkeys(row.claim.id for dossier in dossiers for row in view.claims(dossier))
    matrix = []
    for claim in ids:
        by_version: dict[str, ClaimRow] = {row.dossier.version: row for row in view.history(subject, claim)}
        newest = by_version[max(by_version, key=version_key)]
        matrix.append(
            {
                "newest": newest,
                "address": view.addresses.claim(newest.reference),
                "cells": [
                    {"row": row, "address": view.addresses.claim(row.reference)} if row else None
                    for dossier in dossiers
                    for row in [by_version.get(dossier.version)]
                ],
            }
        )
    return write(
        "project",
        view.addresses.project(subject.name),
        subject.title,
        {
            "project": subject,
            "versions": versions,
            "matrix": matrix,
            "dossiers": dossiers,
            "home": view.addresses.home,
            "stale": [(row, view.addresses.claim(row.reference)) for row in view.stale(subject)],
            "limits": [
                (dossier, entry, view.addresses.claim(entry.claim.reference))
                for dossier in dossiers
                for entry in moved(dossier, subject)
                if entry.claim.id in {row.claim.id for row in view.claims(dossier)}
            ],
            "withdrawn": [
                (entry, view.addresses.claim(Reference(subject.name, entry.since, entry.claim)))
                for entry in view.withdrawals(subject)
            ],
            "records": list(subject.published.records.values()) if subject.published is not None else [],
            "gone": _gone(subject),
        },
        navigation=True,
    )


def _gone(subject: Project) -> list[str]:
    """Versions on record that are not published any more."""
    published = {dossier.version for dossier in subject.dossiers if not dossier.draft}
    records = subject.published.records if subject.published is not None else {}
    return [version for version in records if version not in published]

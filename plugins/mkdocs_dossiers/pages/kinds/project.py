"""A project's page: its versions, and each claim over them."""

from __future__ import annotations

from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.reference import version_key
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
        },
        navigation=True,
    )

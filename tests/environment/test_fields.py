"""Fields of the catalogue, as what is told of them needs them."""

from __future__ import annotations

import pytest

from mkdocs_dossiers.environment.comparison import Difference
from mkdocs_dossiers.environment.field import Field
from mkdocs_dossiers.environment.fields import FIELDS


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.reference)
def test_differences_in_every_field_are_told_once(field: Field) -> None:
    twice = [Difference(field, "a", "b"), Difference(field, "a", "b"), Difference(field, "a", "c")]
    assert len(dict.fromkeys(twice)) == 2

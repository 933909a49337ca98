"""One file per form of claim: what its statistic is of."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mkdocs_dossiers.measure.forms import difference, geometric_mean, one, ratio, scaling
from mkdocs_dossiers.measure.forms.form import Formed
from mkdocs_dossiers.measure.side import Question
from mkdocs_dossiers.model.dossier import Form

__all__ = ["FORMS", "Formed"]

FORMS: Mapping[Form, Callable[[Question], Formed]] = {
    Form.ONE: one.form,
    Form.RATIO: ratio.form,
    Form.DIFFERENCE: difference.form,
    Form.GEOMETRIC_MEAN: geometric_mean.form,
    Form.SCALING: scaling.form,
}

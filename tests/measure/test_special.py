"""scipy.special imports less, and is what it is otherwise."""

from __future__ import annotations

import subprocess
import sys

_PRINT = """
import json, sys
{how}
values = [float(f) for f in (
    special.bdtr(177, 400, 0.5), special.ndtri(0.975), special.ndtr(-1.5), special.stdtrit(7.25, 0.975),
    special.fdtri(12, 34, 0.975), special.betaincinv(3, 4, 0.1))]
{then}
print(json.dumps([values, "numpy.f2py" in sys.modules]))
"""
_OURS = "from mkdocs_dossiers.measure.special import special as of\nspecial = of()"
_LATER = """
import numpy, numpy.testing
numpy.testing.assert_array_equal(numpy.polynomial.polynomial.polyval(2, [1, 1]), 3)
assert numpy.rec.array([(1,)]).size == 1
from scipy import ndimage, signal, stats
assert stats.mannwhitneyu([1, 2, 3], [4, 5, 6]).statistic == 0
assert "f2py" not in vars(numpy)
"""


def printed(how: str, then: str = "") -> str:
    command = [sys.executable, "-W", "error", "-c", _PRINT.format(how=how, then=then)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_the_same_digits_and_numpy_is_whole_afterwards() -> None:
    plain = printed("from scipy import special")
    assert plain.replace("true", "false") == printed(_OURS) == printed(_OURS, _LATER)
    assert "true" in plain  # or there is nothing to be left out any more

"""The functions of scipy.special are had without the rest of it, and the rest can still be had."""

from __future__ import annotations

import subprocess
import sys

_PRINT = """
import json, sys
{how}
values = [float(f) for f in (
    special.bdtr(177, 400, 0.5), special.ndtri(0.975), special.ndtr(-1.5), special.stdtrit(7.25, 0.975),
    special.fdtri(12, 34, 0.975))]
whole = "scipy.special" in sys.modules
{then}
print(json.dumps([values, whole]))
"""
_OURS = "from mkdocs_dossiers.measure.special import special as of\nspecial = of()"
_LATER = """
import scipy
from mkdocs_dossiers.measure.special import USED
assert "special" not in vars(scipy)
from scipy import ndimage, signal, special as later, stats
assert stats.mannwhitneyu([1, 2, 3], [4, 5, 6]).statistic == 0
assert round(later.logsumexp([1, 2]), 3) == 2.313
assert scipy.special is later is not special is of()
assert all(getattr(later, name) is getattr(special, name) for name in USED)
"""
_ELSEWHERE = f"""
from mkdocs_dossiers.measure import special as module
def nowhere():
    raise ImportError("no such module in this release")
module._functions = nowhere
{_OURS}
"""


def printed(how: str, then: str = "") -> str:
    command = [sys.executable, "-W", "error", "-c", _PRINT.format(how=how, then=then)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_the_same_functions_and_scipy_is_whole_afterwards() -> None:
    plain = printed("from scipy import special")
    assert "true" in plain
    assert printed(_OURS, _LATER) == plain.replace("true", "false")


def test_another_release_of_scipy_is_asked_as_a_whole() -> None:
    assert printed(_ELSEWHERE) == printed("from scipy import special")

"""The example site, built once."""

from __future__ import annotations

import pytest

from tests.signing import sign_example
from tests.site.building import SITE_URL, build_site
from tests.site.html_page import HtmlSite
from tests.workspace import Example


@pytest.fixture(scope="session")
def signed(pristine: Example, tmp_path_factory: pytest.TempPathFactory) -> Example:
    """The sound workspace with sign-offs; tests only read it."""
    return sign_example(pristine.copied(tmp_path_factory.mktemp("signed") / "workspace"))


@pytest.fixture(scope="session")
def site(signed: Example, tmp_path_factory: pytest.TempPathFactory) -> HtmlSite:
    """The published site: without drafts."""
    return HtmlSite(build_site(signed.root, tmp_path_factory.mktemp("published") / "site"), SITE_URL)

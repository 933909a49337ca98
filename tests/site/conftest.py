"""The example site, built once."""

from __future__ import annotations

import pytest

from tests.site.building import SITE_URL, build_site
from tests.site.html_page import HtmlSite
from tests.workspace import Example


@pytest.fixture(scope="session")
def site(pristine: Example, tmp_path_factory: pytest.TempPathFactory) -> HtmlSite:
    """The published site: without drafts."""
    folder = tmp_path_factory.mktemp("published")
    return HtmlSite(build_site(pristine.copied(folder / "workspace").root, folder / "site"), SITE_URL)

"""The MkDocs plugin ``dossiers``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from mkdocs_dossiers.cache.place import usual_cache
from mkdocs_dossiers.check.gate import Report, run_gate
from mkdocs_dossiers.check.profile import Profile
from mkdocs_dossiers.check.shape import schema_folder, validator
from mkdocs_dossiers.fetch.allowed import allowed_of
from mkdocs_dossiers.fetch.configured import SourceError, sources_of, unlocked
from mkdocs_dossiers.measure.depth import Depth
from mkdocs_dossiers.model.printable import printable
from mkdocs_dossiers.model.problem import Refused, Severity
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.claim_number import WORD, filled
from mkdocs_dossiers.pages.page import Asset
from mkdocs_dossiers.pages.reference_link import SCHEME, resolved
from mkdocs_dossiers.pages.site import build_site
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.writer import printed, templates_of
from mkdocs_dossiers.publish.archive import place_asset
from mkdocs_dossiers.publish.assets import SCRIPTS, STYLES, assets
from mkdocs_dossiers.publish.policy import SITE_POLICY, digests, site_policy, theme_scripts, with_policy
from mkdocs_dossiers.read.lock import LOCK, read_lock
from mkdocs_dossiers.read.tree import FOLDER

log = get_plugin_logger("dossiers")

EXTENSIONS = ("attr_list", "def_list", "md_in_html", "tables", "toc")
"""What the generated pages are written in, all from Python-Markdown itself."""


class DossiersConfig(base.Config):  # type: ignore[no-untyped-call]
    """The plugin's options in mkdocs.yml."""

    folder = c.Type(str, default=FOLDER)
    """The folder with the dossiers, beside mkdocs.yml."""
    path = c.Type(str, default="dossiers")
    """Where on the site they go; empty makes them the whole site."""
    title = c.Type(str, default="Performance dossiers")
    """The heading of the list of projects."""
    drafts = c.Optional(c.Type(bool))
    """Whether drafts are shown; by default only by ``mkdocs serve``."""
    sources = c.Type(list, default=[])
    """Projects of other repositories at a pinned ref, as ``dossier sync`` fetches them."""
    fetch = c.Type(dict, default={})
    """Where ``dossier fetch`` may take raw files from that git does not hold, and how large they may be."""
    templates = c.Type(str, default="")
    """A folder beside mkdocs.yml with templates of the site's own, which take the place of those of their names."""
    clones = c.Type(dict, default={})
    """Local clones of other repositories that dossiers name: URL to folder."""
    profile = c.Choice([profile.value for profile in Profile], default=Profile.PUBLISH.value)
    """How severe the gate is: draft, publish or audit."""
    scheduler = c.Optional(c.Type(str))
    """The Dask cluster that measures instead of this machine, as ``tcp://host:8786``."""
    cache = c.Type(bool, default=True)
    """Whether what was measured before is kept, and not measured again; an audit always measures."""
    csp = c.Type(bool, default=True)
    """Whether every page gets a strict Content Security Policy."""


class DossiersPlugin(BasePlugin[DossiersConfig]):  # type: ignore[no-untyped-call]
    """Checks all dossiers, and adds their pages to the site."""

    serving = False
    titles: Mapping[str, str] = {}
    """The titles of generated pages that stand for a folder, as themes print them, by address."""
    _archives: TemporaryDirectory[str] | None = None
    _view: View | None = None
    _digests: frozenset[str] = frozenset()
    _own: frozenset[str] = frozenset()
    """The addresses of generated pages."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember what the site is built for."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add what the generated pages need: Markdown extensions, one style sheet, one script."""
        for extension in EXTENSIONS:
            if extension not in config.markdown_extensions:
                config.markdown_extensions.append(extension)
        # First, so that the site's own styles may say otherwise.
        config.extra_css[:0] = [style for style in STYLES if style not in config.extra_css]
        known = {str(script) for script in config.extra_javascript}
        config.extra_javascript.extend(script for script in SCRIPTS if script not in known)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Run the gate, report, and add every page and file."""
        root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        validator.cache_clear()  # a schema may have been changed since
        if not (root / self.config.folder).is_dir():
            raise PluginError(f"dossiers: there is no folder {self.config.folder}/ beside mkdocs.yml")
        try:
            allowed_of(self.config.fetch)
            missing = unlocked(sources_of(self.config.sources), read_lock(root))
        except SourceError as error:
            raise PluginError(f"dossiers: {printable(str(error))}") from None
        except Refused:
            missing = None  # the gate says what is wrong with the lock
        if missing is not None:
            raise PluginError(f"dossiers: {printable(missing)} Run dossier sync, and commit dossiers.lock.")
        clones = {str(url): root / str(folder) for url, folder in self.config.clones.items()}
        with _workers(self.config.scheduler) as executor:
            report = run_gate(
                root,
                self.config.folder,
                clones=clones,
                executor=executor,
                progress=_progress,
                profile=Profile(self.config.profile),
                depth=Depth.PAGES,
                cache=usual_cache()
                if self.config.cache and self.config.profile != Profile.AUDIT.value
                else None,
            )
        self._log(report)
        if config.strict and not report.ok(strict=True):
            raise PluginError("dossiers: the gate found problems (see above), and this build is strict")
        drafts = self.serving if self.config.drafts is None else self.config.drafts
        view = View(report, Addresses(self.config.path.strip("/")), drafts)
        self._view = view
        self._digests = frozenset()
        try:
            with templates_of(self._templates(root)):
                site = build_site(view, self.config.title)
        except TemplateError as error:
            raise PluginError(f"dossiers: a template of {self.config.templates}/: {_where(error)}") from None
        self.titles = {
            page.address: printed(page.title)
            for page in site.pages
            if page.navigation and page.address.endswith("/index.md")
        }
        self._own = frozenset(page.address for page in site.pages)
        for page in site.pages:
            if files.get_file_from_path(page.address) is not None:
                raise PluginError(
                    f"dossiers: {config.docs_dir}/{page.address} is already a page; "
                    "choose another `path` for the dossiers plugin"
                )
            level = InclusionLevel.INCLUDED if page.navigation else InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, page.address, content=page.markdown, inclusion=level))
        for asset in (*site.assets, *assets()):
            files.append(self._file(asset, config))
        return files

    def _templates(self, root: Path) -> Path | None:
        """The site's own templates; a folder that is named and not there stops the build."""
        if not self.config.templates:
            return None
        folder = root / self.config.templates
        if not folder.is_dir():
            raise PluginError(f"dossiers: there is no folder {self.config.templates}/ with templates")
        return folder

    def _file(self, asset: Asset, config: MkDocsConfig) -> File:
        """A file MkDocs copies; an archive is written first, to a folder that goes when the site is there."""
        if asset.members:
            self._archives = self._archives or TemporaryDirectory(prefix="dossier-")
            place = Path(self._archives.name) / asset.address
            place_asset(asset, place)
            return File.generated(config, asset.address, abs_src_path=str(place))
        if asset.source is not None:
            return File.generated(config, asset.address, abs_src_path=str(asset.source))
        return File.generated(config, asset.address, content=asset.content or b"")

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the policy of all pages for servers; forget the archives that were copied into the site."""
        if self.config.csp and not self.serving:
            place = Path(config.site_dir) / SITE_POLICY
            place.write_text(f"{site_policy(self._digests)}\n", encoding="utf-8")
        if self._archives is not None:
            self._archives.cleanup()
            self._archives = None

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Call sections by their titles; order them where the site does not say its own order."""
        if config.nav is None:
            _name(nav.items, self.titles)
            if not self.config.path.strip("/"):
                nav.items.sort(key=_place)
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Fill in numbers such as ``{{ claim("order-gateway@2026.11/ack-p99") }}``; an unknown one is a warning."""
        if self._view is None or WORD not in markdown or page.file.src_uri in self._own:
            return markdown
        found, dead = filled(self._view, page.file.src_uri, markdown)
        for sentence in dead:
            log.warning(printable(f"{page.file.src_uri}: {sentence}"))
        return found

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Lead links such as ``claim:order-gateway@2026.11/ack-p99`` to their pages; a dead one is a warning."""
        if self._view is None or f"{SCHEME}:" not in html:
            return html
        found, dead = resolved(self._view, page.file.src_uri, html)
        for sentence in dead:
            log.warning(printable(f"{page.file.src_uri}: {sentence}"))
        return found

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Allow the theme's inline scripts by their digests, and nothing else."""
        return self._with_policy(output, config)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """As for pages: the page for missing addresses."""
        return (
            self._with_policy(output_content, config) if template_name.endswith(".html") else output_content
        )

    def _with_policy(self, output: str, config: MkDocsConfig) -> str:
        if not self.config.csp or self.serving:
            return output
        allowed = digests(output, theme_scripts(tuple(config.theme.dirs)))
        self._digests |= allowed
        return with_policy(output, allowed)

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,
        builder: object,  # noqa: ARG002
    ) -> LiveReloadServer:
        """Rebuild when a dossier, a raw file, a schema, a template or the lock changes."""
        root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        beside = [root / LOCK, *([root / self.config.templates] if self.config.templates else [])]
        for place in (root / self.config.folder, Path(str(schema_folder())), *beside):
            if place.exists():
                server.watch(str(place))
        return server

    def _log(self, report: Report) -> None:
        for problem in report.problems:
            text = printable(
                f"{problem.path}:{problem.line}:{problem.column}: [{problem.rule}] {problem.message} "
                f"Fix: {problem.fix}"
            )
            if problem.severity is Severity.ERROR:
                log.error(text)
            elif problem.severity is Severity.WARNING:
                log.warning(text)
            else:
                log.debug(text)
        counts = report.counts
        remarks = sum(problem.severity is Severity.INFO for problem in report.problems)
        more = f"; {remarks} remarks are on the gate's page" if remarks else ""
        log.info(
            f"{counts['claims']} claims recomputed from {counts['datasets']} raw files "
            f"in {counts['dossiers']} dossiers, by {report.rules_ran} rules{more}"
        )


@contextmanager
def _workers(scheduler: str | None) -> Iterator[Executor | None]:
    """The workers of a cluster; None, for this machine, where none is named."""
    if not scheduler:
        yield None
        return
    from mkdocs_dossiers.cluster.executor import cluster
    from mkdocs_dossiers.cluster.trouble import ClusterError

    try:
        with cluster(scheduler) as executor:
            yield executor
    except ClusterError as error:
        raise PluginError(f"dossiers: {printable(str(error))}") from None


def _where(error: TemplateError) -> str:
    """What is wrong with a template, and where that is known."""
    place = f"{error.name}:{error.lineno}: " if isinstance(error, TemplateSyntaxError) else ""
    return f"{place}{error.message}"


def _name(items: list[StructureItem], titles: Mapping[str, str]) -> None:
    """Give each section the title of the generated page that stands for it; MkDocs knows only its folder."""
    for item in items:
        for child in item.children or [] if isinstance(item, Section) else []:
            if isinstance(child, Page) and child.file.src_uri in titles:
                item.title = titles[child.file.src_uri]
        if isinstance(item, Section):
            _name(item.children, titles)


def _place(item: StructureItem) -> int:
    """Where an entry stands in a navigation nobody wrote: home, projects, prose, how it works."""
    if item.is_section:
        return 1
    address = item.file.src_uri if isinstance(item, Page) else ""
    return {"index.md": 0, "verdicts.md": 3, "formats.md": 4, "gate.md": 5}.get(address, 2)


def _progress(done: int, total: int) -> None:
    if total >= 50 and (done % 50 == 0 or done == total):
        log.info(f"measured {done} of {total} dossiers")

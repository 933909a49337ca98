"""The MkDocs plugin ``dossiers``."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, TemplateError, TemplateSyntaxError
from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from mkdocs_dossiers.cache.place import usual_cache
from mkdocs_dossiers.cache.store import PAGES
from mkdocs_dossiers.check.continued import Continued
from mkdocs_dossiers.check.gate import Before, Report, run_gate
from mkdocs_dossiers.check.profile import Profile
from mkdocs_dossiers.check.shape import schema_folder, validator
from mkdocs_dossiers.fetch.allowed import allowed_of
from mkdocs_dossiers.fetch.configured import SourceError, sources_of, unlocked
from mkdocs_dossiers.garbage import look_seldom
from mkdocs_dossiers.measure.depth import Depth
from mkdocs_dossiers.model.printable import printable
from mkdocs_dossiers.model.problem import Refused, Severity
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.claim_number import WORD, filled
from mkdocs_dossiers.pages.inputs import inputs
from mkdocs_dossiers.pages.page import Asset, PlannedAsset, PlannedPage
from mkdocs_dossiers.pages.reference_link import SCHEME, resolved
from mkdocs_dossiers.pages.site import plan_site
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.writer import printed, templates_of
from mkdocs_dossiers.plugin.compiled import Compiled
from mkdocs_dossiers.plugin.hands import Done, processes, say
from mkdocs_dossiers.plugin.hands import made as made_by
from mkdocs_dossiers.plugin.kept import Kept, shell
from mkdocs_dossiers.plugin.made import Made
from mkdocs_dossiers.plugin.workshop import Workshop, harmless
from mkdocs_dossiers.publish.assets import SCRIPTS, STYLES, assets
from mkdocs_dossiers.publish.islands import all_there, anchors, cut, put_back
from mkdocs_dossiers.publish.policy import SITE_POLICY, digests, site_policy, theme_scripts, with_policy
from mkdocs_dossiers.publish.spaces import without_spaces
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
    """Whether what was measured before is kept, and not measured again, and finished pages; an audit does neither."""
    csp = c.Type(bool, default=True)
    """Whether every page gets a strict Content Security Policy."""


class DossiersPlugin(BasePlugin[DossiersConfig]):  # type: ignore[no-untyped-call]
    """Checks all dossiers, and adds their pages to the site."""

    serving = False
    titles: Mapping[str, str] = {}
    """The titles of generated pages that stand for a folder, as themes print them, by address."""
    _view: View | None = None
    _digests: frozenset[str] = frozenset()
    _own: frozenset[str] = frozenset()
    """The addresses of generated pages."""
    _made: tuple[Made, ...] = ()
    """Pages and files that are made one at a time."""
    _workshop: Workshop | None = None
    _done: dict[Made, Done] | None = None
    """What is left of pages and files that were made, until MkDocs asks for them."""
    _nav: Navigation | None = None
    _places: Mapping[str, Made] = {}
    """What is made when a reader asks for it, by its place on the site: while the site is served."""
    _building = False
    """Whether a build holds back those who ask for pages."""
    _islands: dict[str, tuple[str, list[str]]]
    """The Markdown of pages that are being made, and what was taken out of it."""

    def __init__(self) -> None:
        self._islands = {}
        self._gate = Continued()
        self._busy = threading.Lock()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember what the site is built for."""
        self.serving = command == "serve"
        look_seldom()

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
        root = _root(config)
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
        report = self._report(root, clones)
        self._log(report)
        if config.strict and not report.ok(strict=True):
            raise PluginError("dossiers: the gate found problems (see above), and this build is strict")
        drafts = self.serving if self.config.drafts is None else self.config.drafts
        view = View(report, Addresses(self.config.path.strip("/")), drafts)
        self._view = view
        self._digests = frozenset()
        plan = plan_site(view, self.config.title)
        titles = {}
        for planned in plan.pages:
            if files.get_file_from_path(planned.address) is not None:
                raise PluginError(
                    f"dossiers: {config.docs_dir}/{planned.address} is already a page; "
                    "choose another `path` for the dossiers plugin"
                )
        made: list[PlannedPage | PlannedAsset] = []
        for planned in plan.pages:
            if not planned.navigation:
                made.append(planned)
                continue
            with self._making(root):
                page = planned.make()
            if page.address.endswith("/index.md"):
                titles[page.address] = printed(page.title)
            content = page.markdown
            files.append(
                File.generated(config, page.address, content=content, inclusion=InclusionLevel.INCLUDED)
            )
            made += [_there(asset) for asset in page.files]
        self.titles = titles
        self._own = frozenset(planned.address for planned in plan.pages)
        made += [*plan.assets, *assets()]
        place, directories = config.site_dir, config.use_directory_urls  # looking a setting up takes a while
        self._made = tuple(Made(planned, place, directories, self._place) for planned in made)
        for file in self._made:
            files.append(file)
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Have ready what it takes to make pages: the pages of the navigation are read now."""
        if self.serving:
            env.bytecode_cache = Compiled()
        if self._nav is None or self._view is None:
            return env
        root, view = _root(config), self._view
        projects = {project.name: project for project in view.projects}
        kept = None
        cache = (
            usual_cache(PAGES) if self.config.cache and self.config.profile != Profile.AUDIT.value else None
        )
        if cache is not None and harmless(config):
            templates = self._templates(root)
            around = shell(config, self._nav, [templates] if templates else [], self.serving)
            kept = Kept(cache, around, lambda name: inputs(view, projects[name]) if name in projects else b"")
        self._workshop = Workshop(config, files, self._nav, env, lambda: self._making(root), kept)
        self._done = None
        return env

    def _report(self, root: Path, clones: Mapping[str, Path]) -> Report:
        """What the gate finds; while the site is served, by looking only at what changed."""
        profile = Profile(self.config.profile)
        keeps = self.config.cache and profile is not Profile.AUDIT
        with _workers(self.config.scheduler) as executor:

            def gate(before: Before | None) -> Report:
                return run_gate(
                    root,
                    self.config.folder,
                    clones=clones,
                    executor=executor,
                    progress=_progress,
                    profile=profile,
                    depth=Depth.PAGES,
                    cache=usual_cache() if keeps else None,
                    before=before,
                )

            if not self.serving or not keeps or clones:
                return gate(None)
            return self._gate.run(root, self.config.folder, profile, gate)

    def _place(self, file: Made) -> None:
        """Make a page or file, with all others, when the first one is asked for; while the site is served, none is."""
        workshop = self._workshop
        if workshop is None or self.serving:
            return
        if self._done is None:
            many = processes() if harmless(workshop.config) else 1
            self._done = dict(zip(self._made, made_by(workshop, self._made, many, self._rest), strict=True))
        done = self._done.pop(file)
        say(done.said)
        workshop.take(file, done.entry)

    def _rest(self) -> None:
        """End what cannot be shared by several processes: git, which starts again when it is asked."""
        if self._view is not None:
            report = self._view.report
            for histories in (report.histories, *report.abroad.values()):
                histories.rest()

    @contextmanager
    def _making(self, root: Path) -> Iterator[None]:
        """What templates need, and what to say when one of the site's own is wrong."""
        try:
            with templates_of(self._templates(root)):
                yield
        except TemplateError as error:
            raise PluginError(f"dossiers: a template of {self.config.templates}/: {_where(error)}") from None

    def _templates(self, root: Path) -> Path | None:
        """The site's own templates; a folder that is named and not there stops the build."""
        if not self.config.templates:
            return None
        folder = root / self.config.templates
        if not folder.is_dir():
            raise PluginError(f"dossiers: there is no folder {self.config.templates}/ with templates")
        return folder

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:  # noqa: ARG002
        """Have every page on the map of the site."""
        if template_name == "sitemap.xml" and not self.serving:
            made = [file for file in self._made if isinstance(file.planned, PlannedPage)]
            context["pages"] = [*context["pages"], *made]
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Look at links between pages, write the policy of all pages for servers, and keep what was made."""
        workshop = self._workshop
        if workshop is not None:
            level = config.validation.links.anchors
            for file in self._made:
                if file.page is not None and file.page.links_to_anchors:
                    Page.validate_anchor_links(file.page, files=workshop.files, log_level=level)
            self._digests |= workshop.scripts
            if workshop.kept is not None:
                workshop.kept.flush()
        if self.serving:
            self._places = {file.dest_uri: file for file in self._made}
            self._free()
            return
        if self.config.csp:
            place = Path(config.site_dir) / SITE_POLICY
            place.write_text(f"{site_policy(self._digests)}\n", encoding="utf-8")

    def on_pre_build(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002
        """While the site is built again, nobody gets a page of it."""
        if self.serving:
            self._busy.acquire()
            self._building, self._places = True, {}

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002
        """Let readers have what there is."""
        self._free()

    def _free(self) -> None:
        if self._building:
            self._building = False
            self._busy.release()

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Call sections by their titles; order them where the site does not say its own order."""
        self._nav = nav
        if config.nav is None:
            _name(nav.items, self.titles)
            _unfold(nav.items, self.titles)
            if not self.config.path.strip("/"):
                nav.items.sort(key=_place)
        return nav

    def _fill(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Fill in numbers such as ``{{ claim("order-gateway@2026.11/ack-p99") }}``; an unknown one is a warning."""
        if self._view is None or WORD not in markdown or page.file.src_uri in self._own:
            return markdown
        found, dead = filled(self._view, page.file.src_uri, markdown)
        for sentence in dead:
            log.warning(printable(f"{page.file.src_uri}: {sentence}"))
        return found

    @event_priority(-100)
    def _cut(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Take out of generated pages what Markdown need not read."""
        if page.file.src_uri not in self._own:
            return markdown
        text, islands = cut(markdown)
        self._islands[page.file.src_uri] = (markdown, islands)
        return text

    on_page_markdown = CombinedEvent(_fill, _cut)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Lead links such as ``claim:order-gateway@2026.11/ack-p99`` to their pages; a dead one is a warning."""
        html = self._islands_in(html, page, config, files)
        if self._view is None or f"{SCHEME}:" not in html:
            return html
        found, dead = resolved(self._view, page.file.src_uri, html)
        for sentence in dead:
            log.warning(printable(f"{page.file.src_uri}: {sentence}"))
        return found

    def _islands_in(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put back what was taken out; where only the search is to come, later: it would leave it out anyway."""
        markdown, islands = self._islands.get(page.file.src_uri, ("", []))
        if not islands:
            return html
        if not all_there(html, islands):  # a Markdown extension of the site made something else of it
            del self._islands[page.file.src_uri]
            page.markdown = markdown
            page.render(config, files)
            return page.content or ""
        page.present_anchor_ids = (page.present_anchor_ids or set()) | anchors(islands)
        if harmless(config):
            return html
        del self._islands[page.file.src_uri]
        return put_back(html, islands)

    @event_priority(-100)
    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:  # noqa: ARG002
        """Put back what the search has left out."""
        _, islands = self._islands.pop(page.file.src_uri, ("", []))
        if page.content is not None:
            page.content = put_back(page.content, islands)
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Allow the theme's inline scripts by their digests, and nothing else."""
        if page.file.src_uri in self._own:
            output = without_spaces(output, page.content or "")
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
        if self._workshop is not None:
            self._workshop.scripts |= allowed
        return with_policy(output, allowed)

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,
        builder: object,  # noqa: ARG002
    ) -> LiveReloadServer:
        """Rebuild when a dossier, a raw file, a schema, a template or the lock changes."""
        root = _root(config)
        beside = [root / LOCK, *([root / self.config.templates] if self.config.templates else [])]
        for place in (root / self.config.folder, Path(str(schema_folder())), *beside):
            if place.exists():
                server.watch(str(place))
        if (served := server.get_app()) is not None:
            server.set_app(self._serving(server.mount_path, served))
        return server

    def _serving(self, mount: str, served: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
        """The server, which makes a page right before it hands it over for the first time since it was built."""

        def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            path = str(environ.get("PATH_INFO", "")).encode("latin-1", "replace").decode("utf-8", "replace")
            if path.startswith(mount):
                self._on_request(path.removeprefix(mount))
            return served(environ, start_response)

        return serve

    def _on_request(self, path: str) -> None:
        with self._busy:
            file = self._places.get(path) or self._places.get(
                f"{path}index.html" if path.endswith("/") else f"{path}/index.html"
            )
            workshop = self._workshop
            if file is None or workshop is None or Path(file.abs_dest_path).exists():
                return
            workshop.place(file)
            if isinstance(file.planned, PlannedPage) and workshop.kept is not None:
                workshop.kept.flush()

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
    from mkdocs_dossiers.measure.failure import WorkLost

    if not scheduler:
        try:
            yield None
        except WorkLost as error:
            raise PluginError(f"dossiers: {error}") from None
        return
    from mkdocs_dossiers.cluster.executor import cluster
    from mkdocs_dossiers.cluster.trouble import ClusterError

    try:
        with cluster(scheduler) as executor:
            yield executor
    except ClusterError as error:
        raise PluginError(f"dossiers: {printable(str(error))}") from None


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent


def _there(asset: Asset) -> PlannedAsset:
    """A file that is there already."""
    return PlannedAsset(asset.address, lambda: asset)


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


def _unfold(items: list[StructureItem], titles: Mapping[str, str]) -> None:
    """Name a generated page itself where it would be a section of nothing else: an empty list to fold out, on every
    page of the site, and four times the bytes.
    """
    for place, item in enumerate(items):
        if not isinstance(item, Section):
            continue
        _unfold(item.children, titles)
        match item.children:
            case [Page(file=file) as page] if file.src_uri in titles:
                page.parent = item.parent
                items[place] = page


def _place(item: StructureItem) -> int:
    """Where an entry stands in a navigation nobody wrote: home, projects, prose, how it works."""
    if item.is_section:
        return 1
    address = item.file.src_uri if isinstance(item, Page) else ""
    usual = 1 if address.endswith("/index.md") else 2
    return {"index.md": 0, "verdicts.md": 3, "formats.md": 4, "gate.md": 5}.get(address, usual)


def _progress(done: int, total: int) -> None:
    if total >= 50 and (done % 50 == 0 or done == total):
        log.info(f"measured {done} of {total} dossiers")

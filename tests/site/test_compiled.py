"""Templates that are compiled once while a site is served."""

from __future__ import annotations

from types import CodeType

from jinja2 import DictLoader, Environment

from mkdocs_dossiers.plugin.compiled import Compiled


def test_a_template_is_compiled_again_only_when_it_changed() -> None:
    compiled: list[str] = []

    class Counting(Environment):
        def _compile(self, source: str, filename: str) -> CodeType:
            compiled.append(filename)
            return super()._compile(source, filename)

    def said(text: str) -> str:
        environment = Counting(loader=DictLoader({"of this test": text}), bytecode_cache=Compiled())
        return environment.get_template("of this test").render(name="you")

    assert said("Hello {{ name }}") == said("Hello {{ name }}") == "Hello you"
    assert len(compiled) == 1
    assert said("Bye {{ name }}") == "Bye you"
    assert len(compiled) == 2

"""An environment in one line, for tables, captions and lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from mkdocs_dossiers.environment.comparison import entry_of
from mkdocs_dossiers.environment.field import Field
from mkdocs_dossiers.environment.fields import FIELDS

_GUESTS = {
    "kvm": "KVM guest",
    "qemu": "QEMU guest",
    "xen": "Xen guest",
    "vmware": "VMware guest",
    "microsoft": "Hyper-V guest",
    "oracle": "VirtualBox guest",
    "amazon": "Amazon EC2 guest",
    "google": "Google Compute Engine guest",
    "bare metal": "bare metal",
}
_SHOWN: Mapping[str, Field] = {field.reference: field for field in FIELDS}


def summary(document: Mapping[str, Any]) -> str:
    """Such as ``Intel Xeon … · 2 cores / 2 threads · 23 GiB · Debian 12 · Linux 6.1 · CPython 3.11.7``.

    What is not known is left out; a document of which nothing is known says so.
    """
    hypervisor = _text(document, "virtualisation.hypervisor")
    container = _text(document, "virtualisation.container")
    parts = (
        _text(document, "cpu.model"),
        _cores(document),
        _amount(document, "memory.size", "GiB"),
        _gpus(document),
        _text(document, "system.os_major"),
        _text(document, "kernel.major"),
        _text(document, "runtime.name"),
        _GUESTS.get(hypervisor, f"{hypervisor} guest") if hypervisor else "",
        f"{container} container" if container else "",
    )
    return " · ".join(part for part in parts if part) or "an environment of which nothing is known"


def _value(document: Mapping[str, Any], reference: str) -> Any:
    return entry_of(document, _SHOWN[reference]).get("value")


def _text(document: Mapping[str, Any], reference: str) -> str:
    value = _value(document, reference)
    return value if isinstance(value, str) else ""


def _amount(document: Mapping[str, Any], reference: str, one: str, many: str | None = None) -> str:
    value = _value(document, reference)
    if not isinstance(value, int | float) or isinstance(value, bool):
        return ""
    return f"{value:g} {one if value == 1 else many or one}"


def _cores(document: Mapping[str, Any]) -> str:
    parts = (
        _amount(document, "cpu.cores", "core", "cores"),
        _amount(document, "cpu.threads", "thread", "threads"),
    )
    return " / ".join(part for part in parts if part)


def _gpus(document: Mapping[str, Any]) -> str:
    models = _value(document, "gpu.model")
    if not isinstance(models, list):
        return ""
    counted = Counter(str(model) for model in models)
    return ", ".join(f"{count}× {model}" if count > 1 else model for model, count in counted.items())

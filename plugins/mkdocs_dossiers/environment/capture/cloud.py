"""The cloud a machine is rented from: out of firmware and cloud-init's file, never over the network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs_dossiers.environment.capture.declared import declared
from mkdocs_dossiers.environment.capture.files import exists, line, text
from mkdocs_dossiers.environment.capture.reading import (
    Known,
    NotApplicable,
    NotAvailable,
    Reading,
    UnreadableError,
    first_of,
)
from mkdocs_dossiers.environment.capture.system import DMI, firmware

CLOUD_INIT = "/run/cloud-init/instance-data.json"
_NOT_A_CLOUD = ("", "none", "unknown", "nocloud", "configdrive")
_BY_FIRMWARE = (
    ("sys_vendor", "Amazon EC2", "aws"),
    ("product_name", "Google Compute Engine", "gce"),
    # The tag all Azure machines share (cloud-init, DataSourceAzure); the vendor is also on office machines.
    ("chassis_asset_tag", "7783-7084-3265-9085-8269-3286-77", "azure"),
    ("chassis_asset_tag", "OracleCloud.com", "oracle"),
    ("sys_vendor", "Alibaba Cloud", "aliyun"),
    ("sys_vendor", "DigitalOcean", "digitalocean"),
    ("sys_vendor", "Hetzner", "hetzner"),
    ("sys_vendor", "Scaleway", "scaleway"),
)
"""Firmware entry, its value and the cloud, in cloud-init's words."""


def provider(root: Path, environ: Mapping[str, str]) -> Reading:
    """The cloud's name."""
    return _stated(environ, "DOSSIER_CLOUD_PROVIDER") or _provider(root)


def region(root: Path, environ: Mapping[str, str]) -> Reading:
    """The cloud's region."""
    stated = _stated(environ, "DOSSIER_CLOUD_REGION")
    return stated or _in_cloud(root) or Known(_text(_v1(root), "region"), CLOUD_INIT)


def instance_type(root: Path, environ: Mapping[str, str]) -> Reading:
    """The cloud's name for this kind of machine."""
    stated = _stated(environ, "DOSSIER_INSTANCE_TYPE")
    if reading := stated or _in_cloud(root):
        return reading
    return first_of(
        lambda: _type_in_firmware(root), lambda: _type_in_cloud_init(root), source=f"{DMI}/product_name"
    )


def _stated(environ: Mapping[str, str], variable: str) -> Known | None:
    reading = declared(environ, variable, "")
    return reading if isinstance(reading, Known) else None


def _provider(root: Path) -> Reading:
    for name, value, cloud in _BY_FIRMWARE:
        path = f"{DMI}/{name}"
        if exists(root, path) and line(root, path) == value:
            return Known(cloud, path)
    if exists(root, CLOUD_INIT):
        name = _text(_v1(root), "cloud_name")
        if name.lower() not in _NOT_A_CLOUD:
            return Known(name, CLOUD_INIT)
        return NotApplicable("cloud-init says that this is no cloud")
    if exists(root, f"{DMI}/sys_vendor"):
        return NotApplicable("the firmware's maker is no cloud known here, and there is no cloud-init")
    return NotAvailable("neither firmware nor cloud-init says", f"{DMI}/sys_vendor, {CLOUD_INIT}")


def _in_cloud(root: Path) -> Reading | None:
    """None in a cloud, and otherwise the reading that fits a machine without one."""
    found = _provider(root)
    if isinstance(found, NotApplicable):
        return NotApplicable("not in a cloud")
    return None if isinstance(found, Known) else found


def _type_in_firmware(root: Path) -> Reading:
    if line(root, f"{DMI}/sys_vendor") != "Amazon EC2":
        raise UnreadableError("this cloud does not put it into the firmware", f"{DMI}/product_name")
    return firmware(root, "product_name")


def _type_in_cloud_init(root: Path) -> Reading:
    meta_data = _data(root).get("ds", {}).get("meta_data", {})
    return Known(_text(meta_data, "instance-type", "instance_type"), CLOUD_INIT)


def _data(root: Path) -> dict[str, Any]:
    found = json.loads(text(root, CLOUD_INIT))
    if not isinstance(found, dict):
        raise UnreadableError("not written the way cloud-init writes it", CLOUD_INIT)
    return found


def _v1(root: Path) -> dict[str, Any]:
    """The part of the file whose keys cloud-init keeps stable."""
    found = _data(root).get("v1")
    if not isinstance(found, dict):
        raise UnreadableError("not written the way cloud-init writes it", CLOUD_INIT)
    return found


def _text(data: dict[str, Any], *keys: str) -> str:
    for key in keys:
        if isinstance(value := data.get(key), str) and value:
            return value
    raise UnreadableError(f"it does not tell the {keys[0].replace('_', ' ')}", CLOUD_INIT)

"""What surrounds the run: load, virtual machine and container, limits, and which machine it was."""

from __future__ import annotations

from functools import partial

from mkdocs_dossiers.environment.field import Field

_load = partial(Field, "load", momentary=True)
_virtualisation = partial(Field, "virtualisation")
_limits = partial(Field, "limits")
_identity = partial(Field, "identity")

LOAD = (
    _load("average_1m", "Load, 1 minute", "Runnable tasks, averaged over one minute.", "number", 0.08),
    _load("average_5m", "Load, 5 minutes", "Runnable tasks, averaged over five minutes.", "number", 0.03),
    _load("average_15m", "Load, 15 minutes", "Runnable tasks, averaged over fifteen minutes.",
          "number", 0.01),
    _load("runnable", "Runnable tasks", "Tasks running or ready at the moment, this one included.",
          "integer", 1),
    _load("pressure", "Pressure", "Share of time tasks waited for CPU, memory or I/O.", "table",
          {"cpu": "some avg10=0.00 avg60=0.02 avg300=0.00 total=1234"}),
    _load("cpu_busy", "CPU time in use", "Over all CPUs since boot, own and others'.", "number", 8123.4, "s"),
    _load("cpu_steal", "CPU time stolen", "Given to other guests by the hypervisor since boot.",
          "number", 0.0, "s"),
)  # fmt: skip

VIRTUALISATION = (
    _virtualisation("hypervisor", "Hypervisor", "The kind of virtual machine, or bare metal.", "text",
                    "kvm", material=True),
    _virtualisation("container", "Container", "The kind of container the capture ran in.", "text",
                    "docker", material=True),
    _virtualisation("image_digest", "Container image",
                    "Digest of the image: invisible from inside, declared in DOSSIER_IMAGE_DIGEST.", "text",
                    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
    _virtualisation("cloud_provider", "Cloud provider",
                    "From firmware or cloud-init (no network), or declared in DOSSIER_CLOUD_PROVIDER.",
                    "text", "aws"),
    _virtualisation("cloud_region", "Cloud region",
                    "From cloud-init, or declared in DOSSIER_CLOUD_REGION.", "text", "eu-central-1"),
    _virtualisation("instance_type", "Instance type",
                    "From firmware or cloud-init, or declared in DOSSIER_INSTANCE_TYPE.",
                    "text", "c7i.metal-24xl"),
)  # fmt: skip

LIMITS = (
    _limits("cpus", "CPU limit", "CPU time per second the control groups allow.", "number", 2.0, "CPUs",
            material=True),
    _limits("memory", "Memory limit", "Memory the control groups allow.", "integer", 8_589_934_592, "B",
            material=True),
    _limits("cpu_set", "CPU set", "CPUs the control groups allow.", "text", "0-3"),
    _limits("throttled_periods", "Throttled periods",
            "Scheduling periods in which the CPU limit stopped this control group, so far.",
            "integer", 0, "periods", momentary=True),
    _limits("ulimits", "Resource limits", "Soft and hard limit of each process resource.", "table",
            {"nofile": "1024 of 524288", "memlock": "8388608 of 8388608"}),
    _limits("nice", "Nice value", "Of the capturing process, inherited by what it starts.", "integer", 0),
    _limits("scheduler", "Scheduling class", "Of the capturing process, inherited by what it starts.",
            "text", "SCHED_OTHER"),
)  # fmt: skip

IDENTITY = (
    _identity("machine", "Machine",
              "A pseudonym, the same for every capture of one machine within one project.", "text",
              "3fa1c09b7e5d2286"),
    _identity("boot", "Boot", "A pseudonym, the same for every capture between two restarts.", "text",
              "a04be1d2c97763f0"),
)  # fmt: skip

FIELDS = LOAD + VIRTUALISATION + LIMITS + IDENTITY

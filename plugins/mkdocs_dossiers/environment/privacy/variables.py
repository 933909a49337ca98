"""Environment variables: a fixed list of those that steer a run, with credentials taken out of the values."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping

from mkdocs_dossiers.environment.privacy import build_flags
from mkdocs_dossiers.environment.privacy.credentials import REDACTED, named_like_one, without_credentials

_FLAGS = re.compile(r"(C|CXX|CPP|LD|F|RUST|GO)FLAGS")
_JVM = re.compile(r"(JAVA_TOOL|JDK_JAVA|_JAVA)_OPTIONS")
_ALLOWED = re.compile(
    r"PATH|LANG|LC_ALL|CC|CXX|MAKEFLAGS|LD_(LIBRARY_PATH|PRELOAD|BIND_NOW)|GLIBC_TUNABLES|"
    r"MALLOC_\w+|MIMALLOC_\w+|TCMALLOC_\w+|"
    r"(OMP|GOMP|KMP|MKL|OPENBLAS|BLIS|NUMEXPR|VECLIB|TBB|RAYON|POLARS)_\w+|"
    r"GO(MAXPROCS|GC|MEMLIMIT|DEBUG|AMD64|ARM64|EXPERIMENT)|"
    r"PYTHON[A-Z0-9]*|PYTHON_(CPU_COUNT|GIL|JIT|FROZEN_MODULES|PERF_JIT_SUPPORT|TLBC|THREAD_INHERIT_CONTEXT)|"
    r"NODE_OPTIONS|NODE_ENV|UV_THREADPOOL_SIZE|DOTNET_(gc|GC|Tiered|TC_|ReadyToRun)\w*|"
    r"RUST_(BACKTRACE|MIN_STACK)|(NVIDIA|HIP|ROCR)_VISIBLE_DEVICES|CUDA_\w+|NCCL_(?!COMM_ID)\w+|XLA_FLAGS|"
    r"TORCH_\w+|TF_(ENABLE|XLA|NUM|GPU|CUDNN|FORCE|DETERMINISTIC)_\w+"
)
"""Never all of PYTHON_…, TF_… and the like: such prefixes are also used for deployments' secrets."""

_PROPERTY = re.compile(
    r"(-D[\w.-]+=)(?!(?:true|false|\d+)(?:\s|$))(\"[^\"]*\"|'[^']*'|\S+)|(-javaagent:|-agent\w+:)\S+"
)


def publishable(environ: Mapping[str, str]) -> dict[str, str]:
    """The allowed variables that are set, in alphabetical order, without credentials.

    Home folders, user and host names are still in: the scrub at the end knows those.
    """
    found: dict[str, str] = {}
    for name, value in sorted(environ.items()):
        if not named_like_one(name) and (kept := _kept(name, value.strip())):
            found[name] = without_credentials(kept)
    return found


def _kept(name: str, value: str) -> str:
    """What of the variable's value matters here; nothing of one that is not allowed."""
    if _FLAGS.fullmatch(name):
        return " ".join(build_flags.publishable(_words(value)))
    if _JVM.fullmatch(name):
        return _PROPERTY.sub(lambda option: f"{option[1] or option[3]}{REDACTED}", value)
    return value if _ALLOWED.fullmatch(name) else ""


def _words(value: str) -> list[str]:
    try:
        return shlex.split(value)
    except ValueError:
        return value.split()

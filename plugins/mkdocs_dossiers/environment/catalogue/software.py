"""What runs on the machine: kernel, system, clock source, toolchain, language runtime, packages."""

from __future__ import annotations

from functools import partial

from mkdocs_dossiers.environment.field import Field

_kernel = partial(Field, "kernel")
_system = partial(Field, "system")
_clock = partial(Field, "clock")
_toolchain = partial(Field, "toolchain")
_runtime = partial(Field, "runtime")
_software = partial(Field, "software")

KERNEL = (
    _kernel("release", "Kernel release", "The running kernel's full version.", "text", "6.1.0-28-amd64",
            version=True),
    _kernel("major", "Kernel", "Name and the two numbers that make a Linux feature release.",
            "text", "Linux 6.1", material=True),
    _kernel("build", "Kernel build", "How the kernel was built, and by which compiler; not by whom.",
            "text", "#1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1 (gcc-12 (Debian 12.2.0-14) 12.2.0)"),
    _kernel("command_line", "Kernel command line",
            "Boot parameters; devices, addresses, unknown values and arguments to init are left out.",
            "text", "mitigations=auto isolcpus=2-3 quiet root=[redacted]"),
    _kernel("aslr", "Address randomisation", "Kernel setting randomize_va_space.", "text", "2",
            mandatory=False),
    _kernel("sysctls", "Kernel settings", "Settings that move performance, from a fixed list.", "table",
            {"vm.swappiness": "60", "net.core.somaxconn": "4096"}, mandatory=False),
)  # fmt: skip

SYSTEM = (
    _system("os", "Operating system", "The distribution's full name.", "text",
            "Debian GNU/Linux 12 (bookworm)"),
    _system("os_major", "Distribution", "The distribution and its release.", "text", "Debian 12",
            material=True),
    _system("vendor", "System vendor", "Who made the machine, from firmware.", "text", "Dell Inc.",
            mandatory=False),
    _system("product", "System product", "What the maker calls it; a cloud's instance type.",
            "text", "PowerEdge R750", mandatory=False),
    _system("board", "Board", "The main board's name.", "text", "0WT8Y6", mandatory=False),
    _system("firmware", "Firmware version", "BIOS or UEFI version.", "text", "1.12.1", mandatory=False,
            version=True),
    _system("firmware_date", "Firmware date", "BIOS or UEFI date, as the maker writes it.",
            "text", "09/13/2023", mandatory=False),
    _system("service_state", "Service state", "What the service manager says of the system as a whole.",
            "text", "running"),
    _system("runlevel", "Run level", "The level the system was brought up to.", "text", "5"),
    _system("tenancy", "Tenancy",
            "Who else used the machine and what was stopped: declared in DOSSIER_TENANCY, not readable.",
            "text", "dedicated; cron and backups stopped"),
)  # fmt: skip

CLOCK = (
    _clock("source", "Clock source", "The hardware clock the kernel reads.", "text", "tsc"),
    _clock("timer", "Timer", "What the runtime's performance counter calls.", "text",
           "clock_gettime(CLOCK_MONOTONIC)"),
    _clock("resolution", "Timer resolution", "Smallest step that counter reports.", "number", 1.0, "ns"),
    _clock("synchronised", "Clock synchronised", "Whether network time keeps the wall clock.",
           "flag", True, mandatory=False),
)  # fmt: skip

TOOLCHAIN = (
    _toolchain("compiler", "C compiler", "Version line of the C compiler that builds here (CC, gcc, clang).",
               "text", "gcc (Debian 12.2.0-14) 12.2.0", material=True),
    _toolchain("flags", "Compiler flags",
               "Flags that change the code of the measured build; paths and values of macros left out.",
               "list", ["-O3", "-march=native", "-DNDEBUG"]),
    _toolchain("others", "Other compilers", "Version lines of further compilers found.", "table",
               {"rustc": "rustc 1.88.0 (6b00bc388 2025-06-23)"}, mandatory=False),
)  # fmt: skip

RUNTIME = (
    _runtime("name", "Language runtime", "Implementation and full version.", "text", "CPython 3.11.7"),
    _runtime("major", "Language runtime release", "Implementation and feature release.", "text",
             "CPython 3.11", material=True),
    _runtime("build", "Runtime build", "Build number and compiler of the runtime.", "text",
             "main, Dec 19 2023 20:42:30, GCC 12.2.0"),
    _runtime("build_flags", "Runtime build flags", "Compiler flags the runtime was built with.", "list",
             ["-O3", "-fwrapv", "-DNDEBUG"]),
    _runtime("others", "Other runtimes", "Versions of further language runtimes found.", "table",
             {"node": "v22.11.0"}, mandatory=False),
    _runtime("jvm_flags", "JVM flags", "Numeric and boolean JVM flags that differ from the default.",
             "list", ["MaxHeapSize=4294967296", "UseG1GC=true"], mandatory=False),
    _runtime("libc", "C library", "Name and version of the C library in use.", "text", "glibc 2.36"),
    _runtime("allocator", "Allocator", "Who serves malloc in the capturing process.", "text",
             "the C library's"),
    _runtime("preload", "Preloaded libraries", "File names in LD_PRELOAD.", "list", ["libjemalloc.so.2"]),
)  # fmt: skip

SOFTWARE = (
    _software("packages", "Python packages", "Version of every distribution the interpreter can import.",
              "table", {"duckdb": "1.4.2", "scipy": "1.16.3"}, version=True),
    _software("system_packages", "System packages",
              "Package manager, number of packages and SHA-256 of the sorted list of name and version.",
              "table", {"manager": "dpkg", "count": "412", "sha256": "9f86d081884c7d659a2feaa0c55ad015"
                        "a3bf4f1b2b0b822cd15d6c15b0f00a08"}),
    _software("locks", "Lock files", "SHA-256 of each dependency lock file in the current folder.", "table",
              {"requirements.lock": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}),
    _software("variables", "Environment variables",
              "Variables from an allow-list, with homes, names and anything like a secret left out.",
              "table", {"OMP_NUM_THREADS": "8", "PATH": "[home]/.local/bin:/usr/bin"}),
)  # fmt: skip

FIELDS = KERNEL + SYSTEM + CLOCK + TOOLCHAIN + RUNTIME + SOFTWARE

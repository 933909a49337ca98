"""What the machine is made of: processor, clock frequency, memory, power, storage, network, GPU."""

from __future__ import annotations

from functools import partial

from mkdocs_dossiers.environment.field import Field

_cpu = partial(Field, "cpu")
_frequency = partial(Field, "frequency")
_memory = partial(Field, "memory")
_power = partial(Field, "power")
_storage = partial(Field, "storage")
_network = partial(Field, "network")
_gpu = partial(Field, "gpu")

CPU = (
    _cpu("model", "CPU model", "The processor's name as it reports it.", "text",
         "Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz", material=True),
    _cpu("vendor", "CPU vendor", "Who made the processor, as it reports it.", "text", "GenuineIntel"),
    _cpu("signature", "CPU family, model, stepping",
         "The numbers that tell processor revisions apart; on ARM implementer, part, variant and revision.",
         "text", "family 6, model 106, stepping 6"),
    _cpu("architecture", "Instruction set", "The machine type the kernel was built for.", "text", "x86_64"),
    _cpu("sockets", "Sockets", "Processor packages with at least one CPU online.", "integer", 2),
    _cpu("cores", "Cores", "Physical cores with at least one CPU online.", "integer", 64, material=True),
    _cpu("threads", "Threads", "Logical CPUs online.", "integer", 128),
    _cpu("online", "CPUs online", "Numbers of the logical CPUs online.", "text", "0-127"),
    _cpu("allowed", "CPUs allowed",
         "Numbers of the CPUs the capturing process may run on: its affinity, inherited by what it starts.",
         "text", "0-3"),
    _cpu("nominal_clock", "Nominal clock",
         "The frequency the maker promises without turbo, from firmware or the model name.",
         "number", 2000.0, "MHz"),
    _cpu("max_clock", "Maximum clock", "The highest frequency the hardware reports for any CPU.",
         "number", 3200.0, "MHz"),
    _cpu("current_clock", "Current clock", "The highest frequency any CPU ran at during the capture.",
         "number", 2596.1, "MHz", mandatory=False, momentary=True),
    _cpu("caches", "Caches", "Size of each cache of CPU 0 and the CPUs that share it.", "table",
         {"L1d": "48 KiB, CPUs 0,64", "L2": "1280 KiB, CPUs 0,64", "L3": "49152 KiB, CPUs 0-31,64-95"}),
    _cpu("microcode", "Microcode", "Revision of the processor's microcode; it carries mitigations.",
         "text", "0xd0003b9"),
    _cpu("smt", "SMT", "Whether two threads share a core: on, or the kernel's word for why not.",
         "text", "on", material=True),
    _cpu("mitigations", "Mitigations",
         "What the kernel does about each known processor vulnerability.", "table",
         {"meltdown": "Not affected", "spectre_v1": "Mitigation: usercopy/swapgs barriers"}),
    _cpu("isolated", "Isolated CPUs", "CPUs the scheduler leaves alone (isolcpus).", "text", "2-3",
         mandatory=False),
    _cpu("nohz_full", "Tickless CPUs", "CPUs without a periodic timer interrupt (nohz_full).", "text", "2-3",
         mandatory=False),
    _cpu("idle_driver", "Idle driver", "The driver that puts CPUs to sleep; waking costs latency.",
         "text", "intel_idle", mandatory=False),
    _cpu("idle_governor", "Idle governor", "The policy that chooses how deep CPUs sleep.",
         "text", "menu", mandatory=False),
)  # fmt: skip

FREQUENCY = (
    _frequency("driver", "Scaling driver",
               "The driver that sets clock frequencies, with its mode where it has one.",
               "text", "intel_pstate (active)"),
    _frequency("governor", "Scaling governor", "The policy that chooses the clock frequency.",
               "text", "performance", material=True),
    _frequency("energy_preference", "Energy preference",
               "The hint to the hardware between speed and saving (EPP).", "text", "performance"),
    _frequency("lowest", "Lower limit", "The lowest frequency the governor may choose.",
               "text", "800", "MHz"),
    _frequency("highest", "Upper limit", "The highest frequency the governor may choose.",
               "text", "3200", "MHz"),
    _frequency("turbo", "Turbo", "Whether clocks above nominal are allowed: on or off.",
               "text", "off", material=True),
)  # fmt: skip

MEMORY = (
    _memory("total", "Memory", "Memory the kernel manages, exactly.", "integer", 269_865_709_568, "B"),
    _memory("size", "Memory, rounded",
            "The same, rounded down: the exact figure moves a little with every kernel.",
            "number", 251, "GiB", material=True),
    _memory("numa_nodes", "NUMA nodes", "CPUs, memory and distances of each memory node.", "table",
            {"node0": "CPUs 0-31, 128625 MiB, distances 10 20",
             "node1": "CPUs 32-63, 128955 MiB, distances 20 10"}),
    _memory("numa_balancing", "NUMA balancing", "Whether the kernel moves pages between nodes by itself.",
            "text", "1", mandatory=False),
    _memory("numa_policy", "NUMA policy", "The policies the capturing process's memory is under.",
            "list", ["default"], mandatory=False),
    _memory("modules", "Memory modules",
            "Type, size, speed and slot of each module; the firmware shows them to root only.",
            "list", ["DIMM_A1: 32768 MiB DDR4 at 3200 MT/s"], mandatory=False),
    _memory("huge_pages", "Transparent huge pages", "When the kernel uses huge pages unasked.",
            "text", "madvise"),
    _memory("huge_pages_defrag", "Huge page defragmentation",
            "When the kernel stops a program to make room for a huge page.", "text", "madvise"),
    _memory("swap", "Swap areas", "Kind and size of each swap area.", "list",
            ["partition, 8388604 KiB, priority -2"], mandatory=False),
    _memory("swappiness", "Swappiness", "How readily the kernel swaps programs out.", "integer", 60,
            mandatory=False),
    _memory("swapped_in", "Pages swapped in", "Since boot; a rise during a run spoils it.",
            "integer", 0, "pages", mandatory=False, momentary=True),
    _memory("swapped_out", "Pages swapped out", "Since boot; a rise during a run spoils it.",
            "integer", 0, "pages", mandatory=False, momentary=True),
)  # fmt: skip

POWER = (
    _power("throttle_events", "Thermal throttling",
           "Times since boot a core or package slowed itself down for heat, over all of them.",
           "integer", 0, "events", momentary=True),
    _power("temperatures", "Temperatures", "Each thermal sensor's reading.", "table",
           {"x86_pkg_temp": "54.0"}, "°C", mandatory=False, momentary=True),
    _power("profile", "Platform profile", "The firmware's balance of speed, heat and noise.",
           "text", "balanced", mandatory=False),
    _power("mains", "On mains power", "False on battery.", "flag", True, mandatory=False),
)  # fmt: skip

STORAGE = (
    _storage("filesystem", "File system", "Type of the file system that holds the data folder.",
             "text", "ext4"),
    _storage("mount_options", "Mount options",
             "Options of that file system; paths, names and addresses in them are left out.",
             "list", ["rw", "relatime"]),
    _storage("device", "Device", "The kernel's name of the block device below, and what lies below that.",
             "text", "dm-0 on nvme0n1"),
    _storage("device_model", "Device model", "The device's name as it reports it; never its serial.",
             "text", "SAMSUNG MZQL23T8HCLS-00A07"),
    _storage("rotational", "Rotational", "True for a spinning disk.", "flag", False),
    _storage("scheduler", "I/O scheduler", "The chosen scheduler, and the others the kernel offers.",
             "text", "mq-deadline (of mq-deadline, kyber, none)"),
    _storage("work_filesystem", "Working file system", "File system and device of the current folder.",
             "text", "ext4 on vda"),
)  # fmt: skip

NETWORK = (
    _network("interfaces", "Network interfaces",
             "Driver, speed and MTU of each interface with hardware behind it; no addresses.",
             "table", {"eth0": "ixgbe, 10000 Mb/s, MTU 1500"}, mandatory=False),
)  # fmt: skip

GPU = (
    _gpu("model", "GPU model", "Name of each GPU.", "list", ["NVIDIA A100-SXM4-80GB"], material=True),
    _gpu("count", "GPUs", "Number of GPUs the driver shows.", "integer", 1),
    _gpu("memory", "GPU memory", "Total memory of each GPU.", "list", ["81920"], "MiB"),
    _gpu("driver", "GPU driver", "Kernel driver version.", "text", "550.54.15", material=True, version=True),
    _gpu("runtime", "GPU runtime", "Highest CUDA version the driver supports, or the ROCm version.",
         "text", "CUDA 12.4"),
    _gpu("firmware", "GPU firmware", "Video BIOS version of each GPU.", "list", ["92.00.45.00.03"],
         version=True),
    _gpu("max_clock", "Maximum GPU clock", "Highest clock of each GPU's processors.", "list", ["1410"],
         "MHz"),
    _gpu("max_memory_clock", "Maximum GPU memory clock", "Highest clock of each GPU's memory.",
         "list", ["1593"], "MHz"),
    _gpu("power_limit", "GPU power limit", "The limit in force on each GPU.", "list", ["400.00"], "W"),
    _gpu("ecc", "GPU error correction", "ECC mode of each GPU's memory.", "list", ["Enabled"]),
    _gpu("mig", "GPU partitioning", "Multi-instance mode of each GPU.", "list", ["Disabled"]),
    _gpu("persistence", "GPU persistence mode", "Whether the driver stays loaded between programs.",
         "list", ["Enabled"]),
    _gpu("link", "GPU link", "PCIe generation each link can reach and the width in use.",
         "list", ["PCIe 4 x16"], mandatory=False),
    _gpu("topology", "GPU topology", "How the GPUs reach each other (rows of the driver's matrix).",
         "list", ["GPU0 X NV12 SYS", "GPU1 NV12 X SYS"], mandatory=False),
)  # fmt: skip

FIELDS = CPU + FREQUENCY + MEMORY + POWER + STORAGE + NETWORK + GPU

"""What a process has taken in memory, as tests that set a cap on it need to know."""

import resource
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")


def peak_mb() -> int:
    """
    Return the most memory that this process had at any time since it began.

    Linux lets a new process inherit what `getrusage` tells from the one that started it, so there
    the kernel's own account of this process is asked.
    """
    if STATUS.exists():
        line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) // 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit // 2**20

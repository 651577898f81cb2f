"""Kernels forked from one warm process.

Most of a short notebook's run is its kernel's start: Python, IPython, pandas and Altair are imported anew each time.
Here one process imports them once and every kernel is a fork of it, so it begins with everything at hand and nothing
else in its memory. Where that cannot be done safely, which is everywhere but on Linux, kernels start in the ordinary
way; what they print is the same.

The process is the ``forkserver`` of multiprocessing; a kernel is reached through the provisioner that Jupyter's client
offers for kernels that are no ordinary processes.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from importlib.metadata import EntryPoint
from multiprocessing import forkserver
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

WARM = "companion.build.warm"
"""What the warm process imports."""
NAME = "companion-forked"
LAUNCHER = ["-m", "ipykernel_launcher"]

can_fork = sys.platform == "linux"
"""Elsewhere system libraries may keep threads that a fork loses (macOS), or there is no fork (Windows)."""


def prepare() -> None:
    """Start the warm process, which loads its libraries while this one goes on, and have kernels forked from it.

    Does nothing where this system cannot fork, or when it has been done.
    """
    if not can_fork:
        return
    multiprocessing.get_context("forkserver").set_forkserver_preload([WARM])
    try:
        forkserver.ensure_running()
    except OSError as error:  # its socket lies in the folder for temporary files, whose name may be too long for one
        ForkedProvisioner.tell(error)
        return
    factory = KernelProvisionerFactory.instance()
    # Named here and not among the package's entry points: no other Jupyter on this machine should know of it.
    factory.provisioners[NAME] = EntryPoint(NAME, f"{__name__}:ForkedProvisioner", factory.GROUP_NAME)
    factory.default_provisioner_name = NAME


class ForkedProvisioner(LocalProvisioner):
    """Launches a kernel as a fork of the warm process, or as an ordinary process where that fails."""

    told = False
    """Whether a failure has been told: once is enough for a run."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Launch ``python -m ipykernel_launcher …`` as a fork; any other command as it stands."""
        if cmd[1:3] != LAUNCHER:
            return await super().launch_kernel(cmd, **kwargs)
        context = multiprocessing.get_context("forkserver")
        process = context.Process(
            target=run_kernel, args=(cmd[3:], str(kwargs["cwd"]), dict(kwargs["env"])), daemon=True
        )
        try:
            process.start()
        except (OSError, EOFError) as error:
            self.tell(error)
            return await super().launch_kernel(cmd, **kwargs)
        self.process: Any = Forked(process)
        self.pid = self.pgid = process.pid  # `run_kernel` makes it the head of a group of its own
        self.cwd = kwargs["cwd"]
        return self.connection_info

    @classmethod
    def tell(cls, error: Exception) -> None:
        """Say once that kernels start in the ordinary way, and why."""
        if not cls.told:
            remedy = "Nothing need be done; the build is slower. `--kernels ordinary` leaves forking out."
            sys.stderr.write(f"kernels cannot be forked here ({error}), so they start one by one. {remedy}\n")
            cls.told = True


class Forked:
    """What a provisioner asks of ``subprocess.Popen``, answered by a process of multiprocessing."""

    stdin = stdout = stderr = None

    def __init__(self, process: multiprocessing.process.BaseProcess) -> None:
        assert process.pid is not None
        self.pid: int = process.pid
        self._process = process

    def poll(self) -> int | None:
        """Return the exit code, or None while it runs."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """Wait for its end and return the exit code."""
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def run_kernel(argv: list[str], folder: str, environment: dict[str, str]) -> None:
    """Be a kernel: runs in the fork, in ``folder`` and with the variables that an ordinary kernel would have."""
    os.setsid()  # as the client does it for ordinary kernels: Ctrl-C in the terminal is the build's to handle
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    from ipykernel import kernelapp

    # The kernel watches the warm process and ends with it.
    kernelapp.launch_new_instance([*argv, f"--IPKernelApp.parent_handle={os.getppid()}"])

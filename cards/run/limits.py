"""What a program may not do: use the network, start others, take all memory."""

from __future__ import annotations

import faulthandler
import ipaddress
import os
import sys
from collections.abc import Callable
from typing import Any, TextIO

from cards.run.trace import called_by

EXITED = "exited with"  # in the trace: a program that called os._exit

_LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_NETWORK = {"socket.connect", "socket.sendto", "socket.sendmsg", *_LOOKUPS}
_SPAWNS = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn"}


def limit_memory(limit: int) -> None:
    """Let the process have `limit` bytes of data, and leave no core files."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Limits:
    """From its making on, what `file` may not do is refused and noted.

    Where a program ends its own process, `trace` takes its frames.
    """

    def __init__(self, file: str, note: Callable[[str], None], trace: TextIO) -> None:
        self.file, self.note, self.trace = file, note, trace
        self.over = False  # set when the program has ended
        self._watch_exits()
        sys.addaudithook(self._audit)

    def _watch_exits(self) -> None:
        leave, process = os._exit, os.getpid()

        def _exit(status: int) -> None:
            if not self.over and os.getpid() == process:
                faulthandler.dump_traceback(self.trace, all_threads=False)
                print(f"{EXITED} {status}", file=self.trace, flush=True)
                status = 1  # the pool takes 0 for a worker that has done its work
            leave(status)

        os._exit = _exit  # type: ignore[assignment]

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.over:
            return
        if event in ("os.kill", "signal.raise_signal"):
            faulthandler.dump_traceback(self.trace, all_threads=False)
        elif event in _NETWORK and not _is_local(event, arguments):
            self.note("uses the network")
            raise PermissionError("a card may not use the network")
        elif event in _SPAWNS and called_by(self.file):
            self.note("starts another program, which cannot be watched")
            raise PermissionError("a card may not start another program")


def _is_local(event: str, arguments: tuple[Any, ...]) -> bool:
    address = arguments[0] if event in _LOOKUPS else arguments[1]
    host = address[0] if isinstance(address, tuple) else address
    if address is host and event not in _LOOKUPS:
        return True  # a Unix socket has no host
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

"""Decoding in a process of its own, so that a file that breaks a decoder costs that file alone.

Decoders are native code and recordings are strangers' bytes. The other process gets the open files,
one recording at a time, and answers in JSON; its memory is limited, and it is ended when it shows
no progress. It serves recording after recording, since starting it takes as long as decoding a few
minutes of sound. Where a system can't hand open files over, decoding happens in this process.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from dispatch.audio.pieces import UnusableError
from dispatch.values import Recording, from_json, to_json

AVAILABLE = hasattr(socket, "send_fds") and sys.platform != "win32" and not getattr(sys, "frozen", False)

STALL_S = 60.0
"""Without a sign of life for so long, a decoder hangs: a second of sound takes milliseconds."""
SIGN_OF_LIFE_S = 1.0
MEMORY_BYTES = 1 << 30
"""Most that decoding may allocate. A day of MP4, whose index is the largest there is, takes 200 MB."""
MAX_FILES = 200
"""Recordings after which another process takes over, since decoders leak on damaged files."""
CRASHED = "its decoder crashes on it"
HANGS = "its decoder makes no progress on it"
REMEDY = "the file is damaged; convert it with another program"

_START = "import sys; sys.path[:0] = [{folder!r}]; from dispatch.audio.apart import serve; serve({fd})"


class Worker:
    """The other process, as this one sees it."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair()
        folder = str(Path(__file__).resolve().parents[2])
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START.format(folder=folder, fd=theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for this process, which then ends the other
            )
        self._socket.settimeout(STALL_S)
        self._answers = self._socket.makefile("rb")
        self.owner = os.getpid()
        self.served = 0

    def decode(self, file: IO[bytes], outputs: Sequence[IO[bytes]]) -> dict[str, Any]:
        """The answer to one recording.

        Raises:
            UnusableError: if the file can't be used, or ends the other process.
        """
        self.served += 1
        files = [file.fileno(), *(output.fileno() for output in outputs)]
        try:
            socket.send_fds(self._socket, [b"d"], files)
            while True:
                line = self._answers.readline()
                if not line.endswith(b"\n"):  # nothing more comes, perhaps in the middle of an answer
                    raise UnusableError(CRASHED, REMEDY)
                answer = json.loads(line)
                if "alive" not in answer:
                    break
        except TimeoutError:
            raise UnusableError(HANGS, REMEDY) from None
        except OSError:
            raise UnusableError(CRASHED, REMEDY) from None
        if "why" in answer:
            raise _Refused(answer["why"], answer["remedy"])
        return dict(answer)

    def close(self) -> None:
        """End the other process. In a fork of the owner only this side's socket is given up."""
        with contextlib.suppress(OSError):
            self._answers.close()
            self._socket.close()
        if self.owner == os.getpid():
            self._process.kill()
            self._process.wait()


class _Refused(UnusableError):
    """The other process is well, and says that the file can't be used."""


_workers: list[Worker] = []
"""Those with nothing to do. A thread takes one, or starts one, and brings it back."""
_lock = threading.Lock()


def decode_apart(
    file: IO[bytes], outputs: Sequence[IO[bytes]]
) -> tuple[Recording, tuple[int, ...], int, bool]:
    """Recording, channels kept, samples and depth, as :class:`dispatch.audio.decoding.Decoded` has them.

    Raises:
        UnusableError: if the file can't be used.
    """
    worker = _take()
    try:
        answer = worker.decode(file, outputs)
        recording = from_json(Recording, answer["recording"])
        found = recording, tuple(int(k) for k in answer["kept"]), int(answer["samples"]), bool(answer["deep"])
    except _Refused:
        _give_back(worker)
        raise
    except BaseException:  # Ctrl-C among them: its answer would be taken for the next one's
        worker.close()
        raise
    _give_back(worker)
    return found


def _take() -> Worker:
    with _lock:
        while _workers:
            worker = _workers.pop()
            if worker.owner == os.getpid():
                return worker
            worker.close()  # inherited through a fork: it belongs to the parent
    return Worker()


def _give_back(worker: Worker) -> None:
    if worker.served >= MAX_FILES:
        worker.close()
        return
    with _lock:
        _workers.append(worker)


@atexit.register
def _end() -> None:
    with _lock:
        while _workers:
            _workers.pop().close()


def serve(fd: int) -> None:
    """The other process: decode what comes in, until the socket closes."""
    from dispatch.audio.decoding import decode_file
    from dispatch.audio.samples import MAX_CHANNELS

    _limit_memory()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    connection = socket.socket(fileno=fd)
    while True:
        message, fds, _, _ = socket.recv_fds(connection, 1, MAX_CHANNELS + 1)
        if not message:
            return
        signs = _Signs(connection)
        with contextlib.ExitStack() as stack:
            file, *outputs = [
                stack.enter_context(
                    os.fdopen(fd, "rb" if index == 0 else "r+b", buffering=-1 if index == 0 else 0)
                )
                for index, fd in enumerate(fds)
            ]
            try:
                decoded = decode_file(file, outputs, signs.alive)
                answer: dict[str, Any] = to_json(decoded)
            except UnusableError as error:
                answer = {"why": error.why, "remedy": error.remedy}
            except Exception as error:
                answer = {"why": f"its decoder fails ({type(error).__name__})", "remedy": REMEDY}
        signs.answer(answer)


class _Signs:
    """Lines to the waiting process: now and then a sign of life, at the end the answer."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._last = time.monotonic()
        self._watch(STALL_S)

    def alive(self) -> None:
        if time.monotonic() - self._last >= SIGN_OF_LIFE_S:
            self._send({"alive": True})
            self._last = time.monotonic()
            self._watch(STALL_S)

    def answer(self, message: dict[str, Any]) -> None:
        self._send(message)
        self._watch(0)

    def _send(self, message: dict[str, Any]) -> None:
        self._connection.sendall(json.dumps(message).encode() + b"\n")

    def _watch(self, seconds: float) -> None:
        """Have the system end this process unless it calls again in time, in case nobody waits any more."""
        signal.setitimer(signal.ITIMER_REAL, 2 * seconds)


def _limit_memory() -> None:
    import resource

    for limit, most in ((resource.RLIMIT_DATA, MEMORY_BYTES), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(limit)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))

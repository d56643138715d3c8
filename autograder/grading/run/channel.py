"""Messages between two processes of which one may be hostile: JSON in frames of bounded length, with deadlines."""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Sequence

LONGEST = 32 << 20
_LENGTH = struct.Struct("!I")


class LostError(Exception):
    """The other side closed, crashed, took too long, or did not keep to the form."""


class Channel:
    """One end of a stream socket."""

    def __init__(self, fd: int) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0, fileno=fd)

    def fileno(self) -> int:
        """The descriptor."""
        return self._socket.fileno()

    def close(self) -> None:
        """The other side sees the end."""
        self._socket.close()

    def send(self, message: dict, seconds: float | None = None) -> None:
        """Write ``message``; LostError if nobody takes it within ``seconds``."""
        data = json.dumps(message).encode()
        if len(data) > LONGEST:
            raise LostError(f"a message of {len(data)} bytes, at most {LONGEST} may be sent")
        try:
            self._socket.settimeout(seconds)
            self._socket.sendall(_LENGTH.pack(len(data)) + data)
        except OSError as error:
            raise LostError(f"it does not take messages any more ({error})") from None

    def receive(self, seconds: float | None = None) -> dict:
        """The next message; LostError if there is none within ``seconds``."""
        end = None if seconds is None else time.monotonic() + seconds
        [length] = _LENGTH.unpack(self._exactly(_LENGTH.size, end))
        if length > LONGEST:
            raise LostError("it sent too much")
        try:
            message = json.loads(self._exactly(length, end))
        except (ValueError, RecursionError):
            raise LostError("it sent no plain data") from None
        if type(message) is not dict:
            raise LostError("it sent no plain data")
        return message

    def hand(self, fds: Sequence[int]) -> None:
        """Give the other side these descriptors; LostError if it is gone."""
        try:
            self._socket.settimeout(30)
            socket.send_fds(self._socket, [b"."], fds)
        except OSError as error:
            raise LostError(f"it does not take messages any more ({error})") from None

    def take(self, count: int) -> list[int]:
        """The next descriptors that the other side gives; LostError when it is gone."""
        self._socket.settimeout(None)
        data, fds, _, _ = socket.recv_fds(self._socket, 1, count)
        if not data or len(fds) != count:
            raise LostError("its process ended")
        return fds

    def _exactly(self, count: int, end: float | None) -> bytes:
        data = bytearray()
        while len(data) < count:
            left = None if end is None else end - time.monotonic()
            if left is not None and left <= 0:
                raise LostError("it took too long")
            try:
                self._socket.settimeout(left)
                piece = self._socket.recv(min(count - len(data), 1 << 20))
            except TimeoutError:
                raise LostError("it took too long") from None
            except OSError as error:
                raise LostError(f"the connection broke ({error})") from None
            if not piece:
                raise LostError("its process ended")
            data += piece
        return bytes(data)


def pair() -> tuple[socket.socket, socket.socket]:
    """Two connected ends."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)

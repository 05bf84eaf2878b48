"""Visitors of a running server: so many at once, each asking again as soon as it is answered."""

from __future__ import annotations

import selectors
import socket
import time

HEADER = b"content-length:"


class Crowd:
    """So many visitors of one page, each on a connection of its own, in one thread."""

    def __init__(self, port: int, visitors: int) -> None:
        host = f"127.0.0.1:{port}"
        self._request = f"GET / HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
        self._lines = [socket.create_connection(("127.0.0.1", port), timeout=30) for _ in range(visitors)]

    def visit(self, seconds: float) -> int:
        """How many answers came within this time. Raises RuntimeError for any but a whole page."""
        answers, end = 0, time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            for line in self._lines:
                selector.register(line, selectors.EVENT_READ, bytearray())
                line.sendall(self._request)
            waiting = len(self._lines)
            while waiting:
                for key, _events in selector.select():
                    key.data.extend(key.fileobj.recv(1 << 18))  # type: ignore[union-attr]  # our sockets
                    if not _is_whole(key.data):
                        continue
                    key.data.clear()
                    if time.monotonic() < end:
                        answers += 1
                        key.fileobj.sendall(self._request)  # type: ignore[union-attr]  # as above
                    else:
                        waiting -= 1
        return answers

    def leave(self) -> None:
        """Close the connections."""
        for line in self._lines:
            line.close()


def _is_whole(answer: bytearray) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    if not end:
        return False
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"the page answered {head.splitlines()[0].decode()}")
    length = head.lower().partition(HEADER)[2].partition(b"\r")[0]
    return len(body) >= int(length)

"""A mail server on a real socket that can be told to refuse, to hang, to be gone, and to count what it took."""

from __future__ import annotations

import contextlib
import re
import socket
import sys
import threading
import time

REFUSING, HANGING, GOOD = "refusing", "hanging", "good"
# Seconds from the word that a letter was taken until the caller has read it, on a busy machine.
MOMENT = 0.1


class PostOffice:
    """Listens on a port of this machine; `mode` says how it behaves, `taken` holds the identity of each message.

    It thinks about each for so many `seconds` before it takes it. `unheard` holds what it took while the caller was
    gone or, gone in that moment, may not have heard so.
    """

    def __init__(self, mode: str, *, seconds: float = 0) -> None:
        self.mode, self.taken, self.unheard, self.seconds = mode, list[str](), list[str](), seconds
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        """Whoever connects from now on is refused by the machine itself."""
        # Closing alone does not wake the thread that waits for callers: it would take one more.
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _address = self.listener.accept()
                threading.Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _serve(self, caller: socket.socket) -> None:
        with contextlib.suppress(OSError), caller, caller.makefile("rwb") as line:
            if self.mode == HANGING:
                line.read()
                return
            self._say(line, "421 not now" if self.mode == REFUSING else "220 ready")
            taken: tuple[str, float] | None = None
            try:
                while self.mode == GOOD and (said := line.readline()):
                    verb, taken = said[:4].upper().strip(), None
                    if verb == b"DATA":
                        self._say(line, "354 go on")
                        taken = self._take(line), time.monotonic()
                    self._say(line, "221 bye" if verb == b"QUIT" else "250 ok")
            finally:
                if taken:
                    seconds = time.monotonic() - taken[1]
                    sys.stderr.write(f"  a worker was gone {seconds:.3f} s after {taken[0]} was taken\n")
                    self.unheard += [taken[0]] if seconds < MOMENT else []

    def _take(self, line: object) -> str:
        text = b""
        while not text.endswith(b"\r\n.\r\n"):
            if not (more := line.readline()):
                raise ConnectionError  # the worker died in the middle of it
            text += more
        time.sleep(self.seconds)
        identity = re.search(rb"Message-ID: <(.+?)>", text, re.IGNORECASE)[1].decode()
        self.taken.append(identity)
        return identity

    @staticmethod
    def _say(line: object, words: str) -> None:
        line.write(f"{words}\r\n".encode())
        line.flush()

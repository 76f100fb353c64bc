"""Ask the WSGI application for a page, as a server does, and take the time."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes


@dataclass(slots=True)
class Answer:
    """What came back, and the milliseconds it took: by the clock, and of this process."""

    status: int
    headers: dict[str, str]
    body: bytes
    wall: float
    process: float


@dataclass(slots=True)
class _Start:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)

    def __call__(self, status: str, headers: list[tuple[str, str]], _error: Any = None) -> Callable[[bytes], None]:
        self.status = int(status.split()[0])
        self.headers = dict(headers)
        return lambda _data: None


def ask(application: Any, address: str, headers: Mapping[str, str] | None = None) -> Answer:
    """The answer of a WSGI application to a GET of `address`, read to its end."""
    environ = environment(address, headers or {})
    start, wall, process = _Start(), time.perf_counter(), time.process_time()
    chunks = application(environ, start)
    try:
        body = b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    wall, process = time.perf_counter() - wall, time.process_time() - process
    return Answer(start.status, start.headers, body, wall * 1000, process * 1000)


def environment(address: str, headers: Mapping[str, str]) -> dict[str, Any]:
    """What a server hands to the application."""
    path, _mark, query = address.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    } | {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}

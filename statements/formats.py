"""The machine formats of every list: JSON, CSV, and the answer to a request that cannot be met.

Atom stands in `feeds`. CSV holds all rows of a list, JSON a page of them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse

from statements.forms.filters import ReaderFilters

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a cell begins that a spreadsheet takes for a formula."""


def json_answer(content: dict[str, Any], *, status: int = 200) -> JsonResponse:
    """JSON with its letters as they are, for any site to read."""
    response = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def json_list(count: int, next_url: str | None, results: Sequence[dict[str, Any]], **more: Any) -> JsonResponse:
    """A page of a list; `more` stands beside `count`, `next` and `results`."""
    return json_answer({"count": count, "next": next_url, **more, "results": list(results)})


def refused(form: ReaderFilters) -> HttpResponse:
    """400 with the errors by parameter."""
    return json_answer({"errors": form.problems()}, status=400)


def csv_answer(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """A CSV file (RFC 4180, UTF-8 with its mark, for spreadsheets) of any length."""
    response = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The lines of a CSV file, its byte-order mark first."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield "\ufeff"
    writer.writerow(header)
    for row in rows:
        writer.writerow([cell(value) for value in row])
        if buffer.tell() > 1 << 16:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def cell(value: Any) -> str:
    """A value as a cell that no spreadsheet takes for a formula: null is empty, a boolean true or false."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def next_url(request: HttpRequest, **changes: object) -> str:
    """The whole address of this list with other parameters; None takes one out."""
    values = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            values.pop(name, None)
        else:
            values[name] = str(value)
    return request.build_absolute_uri(f"{request.path}?{values.urlencode()}")

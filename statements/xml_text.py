"""Text for XML 1.0, which has no place for most control characters."""

from __future__ import annotations

import re

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Text without the characters that XML cannot hold, each shown as one that cannot be shown (U+FFFD)."""
    return NOT_XML.sub("\ufffd", text)

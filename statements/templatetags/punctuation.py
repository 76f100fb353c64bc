"""The page's punctuation in a template: `{{ one }}{% comma %}{{ two }}`; each with the space that belongs to it."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

from statements import punctuation

register = template.Library()

register.simple_tag(punctuation.comma, name="comma")
register.simple_tag(punctuation.semicolon, name="semicolon")
register.simple_tag(punctuation.colon, name="colon")
register.simple_tag(punctuation.names, name="between_names")
register.simple_tag(punctuation.last_name, name="before_last_name")


@register.simple_tag
def arrow() -> SafeString:
    """An arrow from what was to what became of it, in the direction in which the page is read."""
    return format_html('<span aria-hidden="true">{}</span>', "←" if get_language_bidi() else "→")

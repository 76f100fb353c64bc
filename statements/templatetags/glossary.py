"""Words for codes that explain themselves where they stand.

Each is a button that opens the code's meaning, which the page holds once, whatever the number of places that use it
(`statements/_meanings.html`, at the end of base.html). Nothing of it needs a script.
"""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from statements import method
from statements.speaking import known_voice

register = template.Library()

USED = "on_record.words"
"""The key in `request.META` of the codes that a page has explained so far, each as (list, code)."""


@register.simple_tag(takes_context=True)
def word(context: Context, name: str, code: str | None, capital: bool = False, then: str = "") -> str:
    """The word of a code of the list `name` (`method.LISTS`), ready to explain itself; nothing for no code.

    `then` is the sign of punctuation after it, with its space: outside the button it could begin a line.

    An unknown code stands as it is, and so does every word of a page without a request. Not for use inside a link
    or a label, where no button can stand: there the filters `<name>_word` print the word alone.
    """
    if not code or code not in method.LISTS[name].values:
        return f"{code}{then}" if code else ""
    plain = str(method.LISTS[name](code).label)
    sign = then.rstrip()
    button = _button(context, name, code, (capfirst(plain) if capital else plain) + sign)
    return format_html("{}{}", button, then[len(sign) :])


@register.simple_tag(takes_context=True)
def said_as(context: Context, voice: str | None, form: str) -> str:
    """As what words were said: the word of the voice where it is known, else that of the form; as `word`."""
    known = known_voice(voice)
    return word(context, "voice", known) if known else word(context, "form", form)


@register.simple_block_tag(takes_context=True)
def explained(context: Context, content: SafeString, name: str, code: str) -> str:
    """Other words for a code, ready to explain it: `{% explained "basis" code %}by alignment{% endexplained %}`."""
    return _button(context, name, code, content) if code in method.LISTS[name].values else content


@register.simple_tag(takes_context=True)
def meanings(context: Context) -> list[method.Entry]:
    """What the words printed so far mean, each once."""
    request = context.get("request")
    return [method.entry(name, code) for name, code in request.META.get(USED, ())] if request else []


FIRST = '<button type="button" class="word" popovertarget="meaning-{}-{}">{}</button>'
AGAIN = FIRST.replace("<button", '<button tabindex="-1"')


def _button(context: Context, name: str, code: str, words: str) -> str:
    """The first of a code is met with the Tab key; the same word again is not, but can be pressed."""
    request = context.get("request")
    if request is None:
        return words
    used = request.META.setdefault(USED, {})
    button = AGAIN if (name, code) in used else FIRST
    used[name, code] = True
    return format_html(button, name, code, words)

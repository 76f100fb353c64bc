"""Words for codes that explain themselves where they stand.

Each is a button that opens the code's meaning, which the page holds once, whatever the number of places that use it
(`statements/_meanings.html`, at the end of base.html). Nothing of it needs a script.
"""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language

from statements import method
from statements.speaking import known_voice
from statements.templatetags.record import lang_attrs

register = template.Library()

USED = "on_record.words"
"""The key in `request.META` of the codes that a page has explained so far, each as (list, code)."""

CODES = {name: frozenset(choices.values) for name, choices in method.LISTS.items()}


@register.simple_tag(takes_context=True)
def word(context: Context, name: str, code: str | None, capital: bool = False, then: str = "") -> str:
    """The word of a code of the list `name` (`method.LISTS`), ready to explain itself; nothing for no code.

    `then` is the sign of punctuation after it, with its space: outside the button it could begin a line.

    An unknown code stands as it is, and so does every word of a page without a request. Not for use inside a link
    or a label, where no button can stand: there the filters `<name>_word` print the word alone.
    """
    if not code or code not in CODES[name]:
        return f"{code}{then}" if code else ""
    return _word(name, code, capital, then, _button(context, name, code), get_language())


@lru_cache(maxsize=2_000)
def _word(name: str, code: str, capital: bool, then: str, button: str, _language: str | None) -> str:
    """The same few words stand on every page; `button` is the element they are put into."""
    plain = str(method.LISTS[name](code).label)
    sign = then.rstrip()
    words = (capfirst(plain) if capital else plain) + sign
    return format_html(button + "{3}", name, code, words, then[len(sign) :])


@register.simple_tag(takes_context=True)
def said_as(context: Context, voice: str | None, form: str) -> str:
    """As what words were said: the word of the voice where it is known, else that of the form; as `word`."""
    known = known_voice(voice)
    return word(context, "voice", known) if known else word(context, "form", form)


@register.simple_block_tag(takes_context=True)
def explained(context: Context, content: SafeString, name: str, code: str) -> str:
    """Other words for a code, ready to explain it: `{% explained "basis" code %}by alignment{% endexplained %}`."""
    return format_html(_button(context, name, code), name, code, content) if code in CODES[name] else content


@register.simple_tag(takes_context=True)
def stance(context: Context, code: str | None, source: str | None = "", basis: str = "", linked: bool = False) -> str:
    """Where an actor stands, as shape, colour and word, its basis as the outline: `{% stance row.stance row.word %}`.

    `source` is the source's own word (a vote, "accepted"), printed in quotation marks as it stands; `linked` is said
    of a stance inside a link, in which a word cannot explain itself. Neither code nor source: nothing, as on a topic.
    """
    if not code and not source:
        return ""
    return _stance(code, source, basis, word(NOWHERE if linked else context, "stance", code, capital=True))


# By type too: what is safe already is the same text as what is not.
@lru_cache(maxsize=2_000, typed=True)
def _stance(code: str | None, source: str | None, basis: str, words: str) -> SafeString:
    quoted = format_html("<q{}>{}</q>", lang_attrs("", source), source) if source else ""
    return format_html(
        '<span class="stance {} {}"><svg class="shape" aria-hidden="true"><use href="#{}"/></svg>'
        "<span>{}{}{}</span></span>",
        code or "in-words", basis or "said", code or "in-words", words, " " if code and source else "", quoted,
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def meanings(context: Context) -> list[method.Entry]:
    """What the words printed so far mean, each once."""
    request = context.get("request")
    return [method.entry(name, code) for name, code in request.META.get(USED, ())] if request else []


FIRST = '<button type="button" class="word" popovertarget="meaning-{0}-{1}">{2}</button>'
AGAIN = FIRST.replace("<button", '<button tabindex="-1"')
NONE = "{2}"
"""On no page: the words alone."""
NOWHERE = Context()
"""Where no word explains itself."""


def _button(context: Context, name: str, code: str) -> str:
    """The element for words of a code: the first is met with the Tab key; again it is not, but can be pressed."""
    request = context.get("request")
    if request is None:
        return NONE
    used = request.META.setdefault(USED, {})
    button = AGAIN if (name, code) in used else FIRST
    used[name, code] = True
    return button

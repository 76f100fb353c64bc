"""What every page's template asks for: the words for codes, dates and counts, languages, addresses.

Text that came from outside is only ever returned as plain text or through `format_html`, which escapes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.db.models import TextChoices
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext as _

from statements import addresses, cite, codes, dates, languages, method, punctuation, shown, speaking
from statements.facets import Chip, Choice, Facet
from statements.passages import after_it, before_it, paragraph_spans

register = template.Library()

# -- codes ---------------------------------------------------------------------------------------------


def words_of(choices: type[TextChoices]) -> Callable[[str | None], str]:
    """A filter from one of these codes to its words; nothing for no code, an unknown code as it stands."""

    labels = dict(choices.choices)

    def words(code: str | None) -> str:
        return str(labels[code]) if code in labels else code or ""

    return words


for _name, _choices in method.LISTS.items():
    register.filter(f"{_name}_word", words_of(_choices))
register.filter("side_word", words_of(codes.Side))


@register.filter
def role_word(role: str) -> str:
    """The role of a membership in words: the one we have a code for, any other as printed."""
    return _("head of government") if role == codes.HEAD_OF_GOVERNMENT else role


register.filter("shortened", cite.shortened)
register.filter("asked_by", speaking.asked_by)


@register.simple_tag
def site_languages() -> list[tuple[str, str]]:
    """The languages of the site, each by its own name."""
    return list(settings.LANGUAGES)


@register.simple_tag
def stances() -> list[str]:
    """The stance codes, from support to opposition, then the one without a step."""
    return list(codes.Stance.values)


@register.simple_tag
def bases() -> list[str]:
    """The basis codes, an actor's own words first."""
    return list(codes.Basis.values)


# -- dates and counts ----------------------------------------------------------------------------------

# What <time datetime> takes of the record's dates: a year, a month or a day, known for certain.
MACHINE_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


@register.filter
def edtf(said_on: str | None) -> str:
    """A date as a reader expects it: "29 May 2026", "May 2026", "about 2021"; what is no date as it stands."""
    return date_after(said_on, "")


@register.filter
def date_after(said_on: str | None, word: dates.After) -> str:
    """A date as it stands after "since" or "until": `{{ row.since|date_after:"since" }}`."""
    try:
        return dates.show(said_on or "", word)
    except dates.BadDate:
        return said_on or ""


@register.filter
def machine_date(said_on: str | None) -> str:
    """The date for <time datetime>; nothing for an interval, "about" or unknown."""
    return said_on if said_on and MACHINE_DATE.fullmatch(said_on) else ""


@register.filter
def dated(said_on: str | None) -> SafeString:
    """A date on which something was said, as precisely as it is known, as an element: `{{ row.said_on|dated }}`.

    A day, month or year is machine-readable; an interval or "about" has no such form and is words alone.
    """
    return _dated(said_on or "", get_language())


@lru_cache(maxsize=5_000)
def _dated(said_on: str, _language: str | None) -> SafeString:
    if machine := machine_date(said_on):
        return format_html('<time datetime="{}">{}</time>', machine, edtf(said_on))
    return format_html('<span class="date">{}</span>', edtf(said_on))


@register.filter
def citation_date(said_on: str | None) -> str:
    """The date as reference managers read it, its parts set apart by strokes: 2026/05/29, 2026/05, 2026."""
    return machine_date(said_on).replace("-", "/")


@register.filter
def day(at: datetime | None) -> str:
    """The day of an instant, as the language of the page writes one: "29 May 2026"; nothing for None."""
    return dates.show(localtime(at).date().isoformat()) if at else ""


@register.filter
def moment(at: datetime | None) -> str:
    """An instant to the minute, with its time zone: "29 May 2026, 12:00 UTC"; nothing for None."""
    return f"{day(at)}{punctuation.comma()}{date_format(localtime(at), 'H:i T')}" if at else ""


COUNTED = {
    "changes": ngettext_lazy("%(n)s change", "%(n)s changes", "n"),
    "actors": ngettext_lazy("%(n)s actor", "%(n)s actors", "n"),
    "languages": ngettext_lazy("%(n)s language", "%(n)s languages", "n"),
    "offices": ngettext_lazy("%(n)s office", "%(n)s offices", "n"),
    "passages": ngettext_lazy("%(n)s passage", "%(n)s passages", "n"),
    "positions": ngettext_lazy("%(n)s position", "%(n)s positions", "n"),
    "questions": ngettext_lazy("%(n)s question", "%(n)s questions", "n"),
    "readings": ngettext_lazy("%(n)s reading", "%(n)s readings", "n"),
    "statements": ngettext_lazy("%(n)s statement", "%(n)s statements", "n"),
    "tags": ngettext_lazy("%(n)s tag", "%(n)s tags", "n"),
    "utterances": ngettext_lazy("%(n)s utterance", "%(n)s utterances", "n"),
}


def grouped(number: int) -> str:
    """An integer with its thousands set apart."""
    return _grouped(number, get_language())


@lru_cache(maxsize=5_000)
def _grouped(number: int, _language: str | None) -> str:
    return number_format(number, force_grouping=True)


@register.filter
def figure(number: int | None) -> str:
    """An integer as printed: 10,980; nothing for None."""
    return "" if number is None else grouped(number)


@register.filter
def count(number: int, what: str) -> str:
    """A number with its noun, one of `COUNTED`: `{{ 1|count:"statements" }}` is "1 statement"."""
    return _counted(number, what, get_language())


@lru_cache(maxsize=5_000)
def _counted(number: int, what: str, _language: str | None) -> str:
    words: str = COUNTED[what] % {"n": Grouped(number)}
    return words


@register.simple_tag
def number(count_: int, what: str) -> SafeString:
    """A figure beside a name, read out with its noun: `{% number 2 "statements" %}`."""
    return format_html(
        '<span class="n"><span aria-hidden="true">{}</span> <span class="vh">{}</span></span>',
        grouped(count_),
        count(count_, what),
    )


class Grouped(int):
    """An integer that chooses its plural as a number and prints with its thousands set apart."""

    def __str__(self) -> str:
        return grouped(int(self))


@register.simple_tag
def count_range(number: int, first: object, what: str = "statements") -> str:
    """A count with its reach, so that one old remark never looks like a firm line.

    `first` is the earliest date (a date of the record or a day), or empty where none is known:
    "5 statements since 2023", "1 statement only".
    """
    return _count_range(number, str(first or "")[:4], what, get_language())


@lru_cache(maxsize=5_000)
def _count_range(number: int, year: str, what: str, _language: str | None) -> str:
    counted = count(number, what)
    if number == 1:
        return _("%(counted)s only") % {"counted": counted}
    if not year:
        return counted
    return _("%(counted)s since %(year)s") % {"counted": counted, "year": year}


# -- languages -----------------------------------------------------------------------------------------


@register.simple_tag
def dir_of(language: str | None, text: str | None = "") -> str:
    """`rtl` or `ltr` by the language, else by the first letter that has a direction, else `auto`."""
    return languages.direction(language or "", text or "")


@register.simple_tag
def lang_attrs(language: str | None, text: str | None = "") -> SafeString:
    """` lang="ar" dir="rtl"` for an element that holds `text`; no `lang` where nothing is known of it.

    A language that is not given is guessed from the script, for typeface and voice.
    """
    words = text or ""
    return (_short_lang_attrs if len(words) <= SHORT else _lang_attrs)(language or "", words)


SHORT = 500
"""Code points of a name, a title or a proposition: what stands on many pages, and is looked at once."""


def _lang_attrs(language: str, text: str) -> SafeString:
    known = language if language not in ("", languages.UNKNOWN) else languages.guess(text)
    direction = languages.direction(language, text)
    if known == languages.UNKNOWN:
        return format_html(' dir="{}"', direction)
    return format_html(' lang="{}" dir="{}"', known, direction)


_short_lang_attrs = lru_cache(maxsize=10_000)(_lang_attrs)


@register.filter
def bdi(words: str, language: str | None = "") -> SafeString:
    """Words from outside, such as a name, apart from the direction of what is around them: `{{ tag|named|bdi }}`.

    The element says their language, the one given or that which the script tells, as `lang_attrs` does.
    """
    return (_short_bdi if len(words) <= SHORT else _bdi)(words, language or "")


def _bdi(words: str, language: str) -> SafeString:
    return format_html("<bdi{}>{}</bdi>", lang_attrs(language, words), words)


# By type too: what is safe already is the same text as what is not.
_short_bdi = lru_cache(maxsize=10_000, typed=True)(_bdi)


@register.filter
def proposition(words: str) -> SafeString | str:
    """The words of a proposition as they stand under its name: `{{ tag|proposed|proposition }}`; '' for none."""
    return (_short_proposition if len(words) <= SHORT else _proposition)(words) if words else ""


def _proposition(words: str) -> SafeString:
    return format_html('<span class="proposition"{}>{}</span>', lang_attrs("", words), words)


_short_proposition = lru_cache(maxsize=5_000, typed=True)(_proposition)


@register.filter
def language_word(language: str | None) -> str:
    """A language's name in the language of the page: "Arabic"; "language not known" for `und` or nothing."""
    if not language or language == languages.UNKNOWN:
        return _("language not known")
    try:
        return languages.name(language, get_language() or settings.LANGUAGE_CODE)
    except languages.BadLanguage:
        return language


@register.filter
def named(node: Any) -> str:
    """The name of an actor, a tag or the actor of a row of a comparison, in the language of the page where given."""
    return shown.name_of(node) if node else ""


@register.filter
def proposed(tag: Any) -> str:
    """The proposition of a tag read `with_proposition`, in the language of the page where given; '' for a topic."""
    words = getattr(tag, "proposition_words", None)
    return shown.proposition(tag.proposition_pk, words) if words else ""


@register.filter
def worded(proposition: Any) -> str:
    """The words of a proposition, in the language of the page where given; '' for none."""
    return shown.proposition(proposition.pk, proposition.words) if proposition else ""


# -- words ---------------------------------------------------------------------------------------------


@register.filter
def paragraphs(words: str) -> SafeString:
    """Words as escaped <p> elements, parted at blank lines; other line ends stay, and `.words` shows them."""
    return format_html_join("\n", "<p>{}</p>", ((words[start:end],) for start, end in paragraph_spans(words)))


register.filter("before_it", before_it)
register.filter("after_it", after_it)


# -- addresses -----------------------------------------------------------------------------------------

register.simple_tag(addresses.address)
register.filter("position_address", addresses.of_position)

PAGING = ("page", "after")


@register.simple_tag
def query(request: HttpRequest, **changes: object) -> str:
    """The query string of this page with changes, for a link to the same page.

    `{% query request actor="arvenia" %}` sets a key to that value alone, None takes it out;
    `actor__add="arvenia"` and `actor__remove="arvenia"` change one value of a key that may be repeated.
    Any change but one of `page` or `after` itself goes back to the first page.
    """
    values: QueryDict = copy(request.GET)  # not its own: that copies each value too, and a page has hundreds of links
    if not set(PAGING) & set(changes):
        for name in PAGING:
            values.pop(name, None)
    for change, value in changes.items():
        key, _separator, verb = change.partition("__")
        change_query(values, key, verb, None if value is None else str(value))
    # An empty address would keep the old query string; a bare mark is the page without one.
    return "?" + encoded(request, values)


ENCODED = "on_record.encoded"
"""The key in `request.META` of the parameters that the page's links have encoded so far."""


def encoded(request: HttpRequest, values: QueryDict) -> str:
    """A query string, as `values.urlencode()`; what hundreds of links of one page share is encoded once."""
    known: dict[tuple[str, str], str] = request.META.setdefault(ENCODED, {})
    pairs = [(key, value) for key, of_key in values.lists() for value in of_key]
    for key, value in pairs:
        if (key, value) not in known:
            known[key, value] = urlencode({key: value})
    return "&".join([known[pair] for pair in pairs])


def change_query(values: QueryDict, key: str, verb: str, value: str | None) -> None:
    """Set, add to or remove from one key; `verb` is empty, `add` or `remove`."""
    others = [kept for kept in values.getlist(key) if kept != value]
    if verb not in ("", "add", "remove"):
        raise template.TemplateSyntaxError(f"query: expected {key}, {key}__add or {key}__remove, found {key}__{verb}")
    if verb == "add" and value is not None:
        others.append(value)
    elif verb == "":
        others = [] if value is None else [value]
    if others:
        values.setlist(key, others)
    else:
        values.pop(key, None)


@register.simple_tag
def facet_query(request: HttpRequest, facet: Facet, choice: Choice) -> str:
    """The query string that takes a choice out where it is chosen, else takes it in, alone if the facet is `single`."""
    change = f"{facet.key}__remove" if choice.chosen else facet.key if facet.single else f"{facet.key}__add"
    return query(request, **{change: choice.value})


@register.simple_tag
def with_basis(request: HttpRequest, basis: str) -> str:
    """The query string that shows this basis too, beside those chosen or, where none is, those shown unasked."""
    values: QueryDict = copy(request.GET)
    values.setlist("basis", [*(values.getlist("basis") or codes.DEFAULT_BASES), basis])
    return "?" + encoded(request, values)


@register.simple_tag
def with_makers(request: HttpRequest, others: Iterable[tuple[str, int]] = ()) -> str:
    """The query string that shows readings whoever made them, and those on these bases (code, number) too."""
    values: QueryDict = copy(request.GET)
    values.pop("origin", None)
    if others:
        shown = values.getlist("basis") or codes.DEFAULT_BASES
        values.setlist("basis", [*shown, *(basis for basis, _number in others)])
    return "?" + encoded(request, values)


@register.simple_tag
def chips(request: HttpRequest, facets: Sequence[Facet] | None, others: Sequence[Chip] | None) -> list[Chip]:
    """What is in force: the chosen values of the facets, then `others` (dates, words)."""
    return [
        Chip(
            label=facet.label,
            value=choice.label,
            url=facet_query(request, facet, choice),
            language=choice.language,
            invented=choice.invented,
        )
        for facet in facets or ()
        for choice in facet.choices
        if choice.chosen
    ] + list(others or ())


@register.simple_tag
def kept(request: HttpRequest, *names: str) -> list[tuple[str, str]]:
    """(key, value) of this page's query but for `names` and the page: the hidden fields of a GET form."""
    return [
        (key, value)
        for key, values in request.GET.lists()
        if key not in names and key not in PAGING
        for value in values
    ]


@register.simple_tag
def current(request: HttpRequest | None, name: str) -> str:
    """`aria-current` of a link to the page `name`: `page` there, `true` on pages below it, else nothing."""
    address = reverse(name)
    if request is None or not request.path.startswith(address):
        return ""
    return "page" if request.path == address else "true"


@register.simple_tag
def permanent(request: HttpRequest | None, path: str) -> str:
    """The whole address of a path, on `SITE_URL` where that is set, else on the host that was asked."""
    if settings.SITE_URL or request is None:
        return f"{settings.SITE_URL}{path}"
    return request.build_absolute_uri(path)


@register.filter
def at(mapping: Mapping[Any, Any] | None, key: Any) -> Any:
    """What a mapping holds under a key that is itself a value, None where it holds nothing."""
    return mapping.get(key) if mapping else None


@register.simple_tag
def elided(page: Page[Any]) -> list[int | str]:
    """The page numbers to print around this one: the first and last, those near, and "…" between."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))

"""One address of each kind of page, the busiest there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.db.models import Count

from benchmarks.vocabulary import WORDS, vocabulary
from statements.cite import instant
from statements.models import Edition, Position, SiteRevision, Statement


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site that is measured; `grows` where what it prints grows with the record."""

    name: str
    address: str
    grows: bool = False


def pages() -> list[Page]:
    """The pages to measure, of the record in the database."""
    positions = Position.objects.published()
    on_propositions = positions.filter(proposition__isnull=False)
    actors, tags = most(on_propositions, "actor__slug", 60), most(on_propositions, "tag__slug", 12)
    topic = most(positions.filter(proposition=None), "tag__slug", 1)
    few = {"actor": actors[30:33], "tag": tags[10:12]}
    full = {"actor": actors[:12], "tag": tags[:4]}
    many = {"actor": actors[:12], "tag": tags}
    most_of_all = {"actor": actors, "tag": tags}
    answers = Statement.objects.published().filter(form="answers").newest_first()[0]
    vote = Statement.objects.published().filter(form="vote").newest_first()[0]
    earlier = instant(Edition.objects.published().order_by("recorded_at")[0].recorded_at)
    now = instant(SiteRevision.current().at)  # type: ignore[arg-type]
    last = max(1, -(-Statement.objects.published().count() // 50))
    who, what = quote(actors[0]), quote(tags[0])
    return [
        Page("home", "/"),
        Page("statements", "/statements/"),
        Page("statements, the last page", f"/statements/?page={last}"),
        Page("statements of one actor", "/statements/?" + urlencode({"actor": actors[0]})),
        Page("statements on one tag", "/statements/?" + urlencode({"tag": tags[0]})),
        Page("statements, three filters", "/statements/?language=en&form=answers&year=2020"),
        Page("statements at the first instant", "/statements/?" + urlencode({"as_of": earlier})),
        Page("statements at the last instant", "/statements/?" + urlencode({"as_of": now})),
        Page("statements, JSON", "/statements/?format=json"),
        Page("statements, Atom", "/statements/?format=atom"),
        Page("search: the commonest word", "/statements/?q=the"),
        Page("search: a common word, best first", "/statements/?q=security&sort=relevance"),
        Page("search: a common word, own words", "/statements/?" + urlencode({"q": "security", "in": "own"})),
        Page("search: a phrase", "/statements/?" + urlencode({"q": '"the security"'})),
        Page("search: two Chinese letters", "/statements/?" + urlencode({"q": "中国"})),
        Page("search: an Arabic word", "/statements/?" + urlencode({"q": "الأمن"})),
        Page("search: a rare word", "/statements/?" + urlencode({"q": rare_word()})),
        Page("search: nothing", "/statements/?q=qqqq"),
        Page("actors", "/actors/"),
        Page("actor, the busiest", f"/actors/{who}/"),
        Page("tags", "/tags/"),
        Page("tag, the busiest", f"/tags/{what}/"),
        Page("topic, the busiest", f"/tags/{quote(topic[0])}/"),
        Page("one actor on one tag, the busiest", f"/actors/{who}/on/{what}/"),
        Page("compare: what to choose", "/compare/"),
        Page("compare, 3 by 2", "/compare/?" + urlencode(few, doseq=True)),
        Page("compare, the busiest 12 by 4", "/compare/?" + urlencode(full, doseq=True)),
        Page("compare, the busiest 12 by 12", "/compare/?" + urlencode(many, doseq=True)),
        Page("compare, the busiest 60 by 12", "/compare/?" + urlencode(most_of_all, doseq=True)),
        Page("statement with answers", answers.get_absolute_url()),
        Page("statement with a roll call", vote.get_absolute_url()),
        Page("position", on_propositions.latest_first()[0].get_absolute_url()),
        Page("changes", "/changes/"),
        Page("method", "/method/"),
        Page("sitemap", "/sitemap.xml", grows=True),
        Page("sitemap of 1,000 positions", "/sitemap-positions.xml"),
    ]


def most(positions: Any, name: str, number: int) -> list[str]:
    """The values that stand in the most positions."""
    counted = positions.order_by().values_list(name).annotate(n=Count("pk")).order_by("-n", name)
    return [value for value, _n in counted[:number]]


def rare_word() -> str:
    """A word in the middle of the vocabulary."""
    return vocabulary("en").words[WORDS // 2]

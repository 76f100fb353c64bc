"""A walk over every address of a site that holds drafts, embargoed, withdrawn and merged rows finds none of them."""

import re
from collections import Counter, deque
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from statements import recording
from statements.models import Actor, SiteRevision, Tag
from tests import factories

PUBLIC_TITLE = "Harbourmaster address"
HIDDEN = "Kerfuffle"
"""A hidden reading's summary: as the site stood before, it shows."""

SECRETS = (
    "Zugzwang",  # a draft's words
    "Quagmire",  # an embargoed statement's words
    "Xylophone",  # a withdrawn statement's words
    "Flibbert",  # a draft reading's summary on a public statement
    HIDDEN,
    "Nincompoop",  # an actor that only a draft names
    "Widdershin",  # a tag that only a draft names
    "Cattywampus",  # a reviewer's note
    "Gobbledygook",  # a name of a merged actor
    "Skedaddle",  # a draft's title
    "Brouhaha",  # a proposition nothing published names
    "editor-account-name",
)
FORMATS = ("json", "csv", "atom")
FOLLOWED = 12
"""Links with a query that are followed to each page."""
ATTRIBUTE = re.compile(rb"""(?:(?:href|action|src)="([^"]+)"|content="(https?:[^"]+)")""")
LOCATION = re.compile(rb"<loc>([^<]+)</loc>")


def hidden_site():
    """A site in which every secret stands once, and public things beside it."""
    editor, second = factories.editor("editor-account-name"), factories.editor("second")
    arvenia = factories.actor()
    limits = factories.tag("Export limits", "States may limit exports of machines.")
    public = factories.statement(title=PUBLIC_TITLE, tags=[limits])
    shown = factories.position(public, "We support limits", limits)

    nobody = factories.actor("Nincompoop Islands")
    unseen = factories.tag("Widdershin", "The Brouhaha should end.")
    draft = factories.statement("Zugzwang is coming.", by=nobody, title="Skedaddle", tags=[unseen], published=False)
    factories.position(draft, "Zugzwang", unseen, published=False)

    embargoed = factories.statement("Quagmire ahead.", title="Quagmire", published=False)
    recording.schedule(embargoed, by=editor, at=timezone.now() + timedelta(days=1))

    withdrawn = factories.statement("Xylophone sounds.", title="Xylophone", tags=[limits])
    gone = factories.position(withdrawn, "Xylophone sounds", limits, "opposes", summary="Xylophone")
    recording.withdraw(withdrawn, by=editor, reason="not theirs")

    other = factories.tag("Other", "States should sign.")
    waiting = factories.position(public, "We will sign", other, published=False, summary="Flibbert")
    recording.send_to_review(waiting, by=editor)
    recording.review(
        waiting, by=second, quote_authentic=False, bears_on_tag=None, stance_read_right=None, note="Cattywampus"
    )
    third = factories.tag("Third", "May is a month.")
    hidden = factories.position(public, "in May", third, summary=HIDDEN)
    recording.hide(hidden, by=editor, reason="misread")

    merged = factories.actor("Gobbledygook")
    recording.merge(merged, by=editor, into=arvenia)
    return {
        "paths": [f"/statements/{row.pk}-{row.slug or 'x'}/" for row in (public, draft, embargoed, withdrawn)]
        + [f"/positions/{row.line}/{card}" for row in (shown, gone, waiting, hidden) for card in ("", "card.svg")]
        + [f"/actors/{actor.slug}/" for actor in (arvenia, nobody, merged)]
        + [f"/tags/{tag.slug}/" for tag in (limits, unseen, other, third)]
        + [f"/actors/{actor.slug}/on/{tag.slug}/" for actor in (arvenia, nobody) for tag in (limits, unseen)],
        "queries": [
            f"/compare/?actor={arvenia.slug}&tag={limits.slug}&tag={third.slug}",
            f"/compare/?actor={nobody.slug}&tag={unseen.slug}",
            f"/compare/card.svg?actor={arvenia.slug}&tag={limits.slug}&tag={third.slug}",
            f"/compare/card.svg?actor={nobody.slug}&tag={unseen.slug}",
            *(f"/statements/?q={word}" for word in SECRETS),
            *(f"/statements/?actor={nobody.slug}", f"/statements/?tag={unseen.slug}"),
            *(f"/actors/?q={word}" for word in SECRETS),
            *(f"/tags/?q={word}" for word in SECRETS),
            *(f"/compare/?q={word}" for word in SECRETS),
        ],
    }


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def allowed(path, text):
    """The text without what the reader typed: a page repeats the search it was asked."""
    typed = unquote(urlsplit(path).query)
    for word in SECRETS:
        if word.lower() in typed.lower():
            text = re.sub(re.escape(word), "", text, flags=re.IGNORECASE)
    return text


@pytest.fixture
def site():
    return hidden_site()


def test_no_address_shows_a_word_that_is_not_public(site):
    client = Client()
    stood = SiteRevision.current().at.isoformat().replace("+00:00", "Z")
    todo = deque(["/", *(f"/{route}" for route in plain_routes()), *site["paths"], *site["queries"]])
    seen = set()
    followed = Counter()
    leaks = []
    while todo:
        path = todo.popleft()
        if path in seen:
            continue
        seen.add(path)
        response = client.get(path)
        assert response.status_code < 500, path
        content = body(response)
        text = allowed(path, content.decode("utf-8-sig", "replace"))
        leaks += [
            (path, word)
            for word in SECRETS
            if word.lower() in text.lower() and not (word == HIDDEN and is_earlier(path, stood))
        ]
        if 300 <= response.status_code < 400:
            todo.append(urljoin(path, response["Location"]))
        if response.status_code == 200 and "?" not in path:
            todo += [f"{path}?format={name}" for name in FORMATS]
            todo.append(f"{path}?as_of={stood}")
        for link in links(path, content):
            page = urlsplit(link).path
            # Filters combine without end: of each page the first of them are followed.
            if "?" in link:
                followed[page] += 1
            if followed[page] <= FOLLOWED or "?" not in link:
                todo.append(link)
    assert leaks == []
    assert len(seen) > 100


def is_earlier(path, stood):
    """Whether a page is asked for as the site stood before its last publication."""
    asked = parse_qs(urlsplit(path).query).get("as_of")
    return asked is not None and asked[0] < stood


def links(path, content):
    """The addresses of this site that a page names."""
    attributes = [href or address for href, address in ATTRIBUTE.findall(content)]
    for found in (*attributes, *LOCATION.findall(content)):
        target = urlsplit(urljoin(f"http://testserver{path}", unescape(found.decode())))
        if target.netloc == "testserver" and not target.path.startswith(("/admin", "/static")):
            yield target.path + (f"?{target.query}" if target.query else "")


def plain_routes():
    """Every address of the site that needs no argument."""
    from statements import urls

    assert get_resolver().url_patterns
    return [str(route.pattern) for route in urls.urlpatterns if "<" not in str(route.pattern)]


def test_the_walk_reaches_what_is_public(site):
    assert PUBLIC_TITLE in Client().get("/statements/").content.decode()


def test_an_export_holds_no_word_that_is_not_public(site, capsys):
    call_command("export_records", "--types", "actor,tag,statement")
    plain = capsys.readouterr().out
    call_command("export_records", "--with-history")
    history = capsys.readouterr().out
    assert PUBLIC_TITLE in plain
    assert PUBLIC_TITLE in history
    assert [word for word in SECRETS if word.lower() in plain.lower()] == []
    # What was public before stands in the history as it stood.
    assert [word for word in SECRETS if word.lower() in history.lower()] == [HIDDEN]


def test_actors_and_tags_show_only_where_something_published_names_them(site):
    assert [actor.name for actor in Actor.objects.published()] == ["Arvenia"]
    assert [tag.name for tag in Tag.objects.published()] == ["Export limits", "Third"]

"""Actors and tags in the admin: names, groups, places in their trees, propositions and their versions, merges."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client

from statements import recording
from statements.models import Act, Actor, Membership, Proposition, SiteRevision, Statement, Tag
from tests import factories
from tests.desks import desk, fields_of, page, person

NO_NAMES = {"names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0"}
NO_GROUPS = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}


def fields_of_admin(answer):
    form = answer.context["adminform"].form
    sent = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    return {name: str(value) if isinstance(value, bool) else value for name, value in sent.items()}


def change(client, kind, node, **more):
    address = page(f"{kind}_change", node.pk)
    inlines = NO_NAMES | (NO_GROUPS if kind == "actor" else {})
    return client.post(address, fields_of_admin(client.get(address)) | inlines | more)


def test_an_actor_is_added_with_names_parent_and_groups():
    arvenia, union = factories.actor(), factories.actor("Makers' Union", "organisation")
    given = {
        "name": "Embassy of Arvenia",
        "kind": "office",
        "parent": arvenia.name,
        "country": "nzl",
        "active": "on",
        "names-TOTAL_FORMS": "1",
        "names-INITIAL_FORMS": "0",
        "names-0-name": "سفارة أرفينيا",
        "names-0-language": "ar",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-group": union.name,
        "memberships-0-role": "observer",
        "memberships-0-since": "May 2020",
    }
    answer = desk().post(page("actor_add"), given)
    assert answer.status_code == 302, answer.context["errors"]
    embassy = Actor.objects.get(name="Embassy of Arvenia")
    assert (embassy.parent, embassy.country, embassy.path) == (arvenia, "NZL", arvenia.path + f"{embassy.pk:09d}")
    assert [(name.name, name.language) for name in embassy.names.all()] == [("سفارة أرفينيا", "ar")]
    membership = Membership.objects.get()
    assert (membership.group, membership.role, membership.since) == (union, "observer", "2020-05")
    assert membership.recorded_at is not None


ADDED = {
    "actor": ({"name": "Embassy of Arvenia", "kind": "office", "active": "on"}, Actor),
    "tag": ({"name": "Open trade", "words": "Trade should be open.", "about": "should"}, Tag),
}


def adding(client, kind):
    """What a browser would send of a form that adds an actor in a group, or a tag with its proposition."""
    form = client.get(page(f"{kind}_add")).context["adminform"].form
    given = ADDED[kind][0] | {"form_key": str(form["form_key"].value())} | NO_NAMES
    if kind == "actor":
        factories.actor("Union", "organisation")
        given |= {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0", "memberships-0-group": "Union"}
    return given


@pytest.mark.parametrize("kind", ADDED)
def test_a_form_that_is_sent_twice_adds_once_and_leads_to_what_it_added(kind):
    client = desk()
    given = adding(client, kind)
    answers = [client.post(page(f"{kind}_add"), given) for _ in range(2)]
    row = ADDED[kind][1].objects.get(name=given["name"])
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[1].url == page(f"{kind}_change", row.pk)
    assert Membership.objects.count() == (kind == "actor")
    assert Proposition.objects.count() == (kind == "tag")
    told = client.get(answers[1].url).content.decode()
    assert "This form was saved before; here is what it added." in told


@pytest.mark.parametrize("kind", ADDED)
def test_a_form_opened_anew_adds_another(kind):
    client = desk()
    first, second = adding(client, kind), adding(client, kind)
    assert first["form_key"] != second["form_key"]
    client.post(page(f"{kind}_add"), first)
    client.post(page(f"{kind}_add"), second | ({"name": "Another"} if kind == "tag" else {}))
    names = [first["name"], first["name"] if kind == "actor" else "Another"]
    assert sorted(ADDED[kind][1].objects.filter(name__in=names).values_list("name", flat=True)) == sorted(names)


@pytest.mark.parametrize("kind", ADDED)
@pytest.mark.parametrize("key", ["", "x", "\0"])
def test_a_form_without_its_key_adds_all_the_same_or_says_what_is_wrong(kind, key):
    client = desk()
    answer = client.post(page(f"{kind}_add"), adding(client, kind) | {"form_key": key})
    assert answer.status_code == (200 if key else 302)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ADDED)
def test_a_double_click_adds_once(kind):
    client = desk()
    given = adding(client, kind)
    start = Barrier(2)

    def press(_number):
        browser = Client()
        browser.cookies = client.cookies
        start.wait()
        try:
            return browser.post(page(f"{kind}_add"), given).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(press, range(2))) == [302, 302]
    assert ADDED[kind][1].objects.filter(name=given["name"]).count() == 1
    assert Membership.objects.count() == (kind == "actor")


def test_a_membership_added_to_an_actor_twice_stands_once():
    arvenia, union = factories.actor(), factories.actor("Union", "organisation")
    client = desk()
    shown = client.get(page("actor_change", arvenia.pk))
    new = {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0", "memberships-0-group": union.name,
           "memberships-0-since": "2020"}  # fmt: skip
    given = fields_of_admin(shown) | NO_NAMES | new
    answers = [client.post(page("actor_change", arvenia.pk), given) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Membership.objects.get().since == "2020"
    assert Act.objects.filter(verb="join").count() == 1


def test_a_membership_with_other_dates_or_after_it_was_ended_is_another():
    arvenia, union = factories.actor(), factories.actor("Union", "organisation")
    first = recording.join(arvenia, by=None, group=union, since="2020")
    assert recording.join(arvenia, by=None, group=union, since="2020") == first
    second = recording.join(arvenia, by=None, group=union, since="2021")
    recording.leave(first, by=None)
    third = recording.join(arvenia, by=None, group=union, since="2020")
    assert len({first.pk, second.pk, third.pk}) == 3


def test_another_parent_is_a_move_that_takes_the_offices_along():
    arvenia, ministry = factories.actor(), factories.actor("Ministry", "office")
    embassy = Actor.objects.create(name="Embassy", kind="office", parent=ministry)
    before = SiteRevision.current().token
    change(desk(), "actor", ministry, parent=arvenia.name)
    embassy.refresh_from_db()
    assert embassy.path.startswith(arvenia.path)
    assert SiteRevision.current().token != before


def test_an_actor_below_itself_is_refused():
    ministry = factories.actor("Ministry", "office")
    embassy = Actor.objects.create(name="Embassy", kind="office", parent=ministry)
    answer = change(desk(), "actor", ministry, parent=embassy.name)
    assert "It speaks for this actor" in answer.content.decode()


@pytest.mark.parametrize(("kind", "model"), [("actor", Actor), ("tag", Tag)])
def test_nothing_of_the_record_is_deleted(kind, model):
    node = factories.actor() if kind == "actor" else factories.tag()
    client = desk(person("ada", "Administrator"))
    assert client.post(page(f"{kind}_delete", node.pk), {"post": "yes"}).status_code == 403
    action = {"action": "delete_selected", "_selected_action": [node.pk]}
    client.post(page(f"{kind}_changelist"), action | {"post": "yes"})
    assert model.objects.filter(pk=node.pk).exists()


def test_a_person_is_deactivated_and_never_deleted():
    client = desk(person("ada", "Administrator"))
    user = User.objects.create_user("gone")
    assert client.post(f"/admin/auth/user/{user.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=user.pk).exists()


def test_only_an_administrator_merges():
    one, other = factories.actor("Arvenia"), factories.actor("Republic of Arvenia")
    assert desk().get(page("actor_merge", other.pk)).status_code == 403
    client = desk(person("ada", "Administrator"))
    client.post(page("actor_merge", other.pk), {"into": one.name, "why": "The same country."})
    other.refresh_from_db()
    assert other.merged_into == one
    client.post(page("actor_merge", other.pk))
    other.refresh_from_db()
    assert other.merged_into is None


def test_a_wrong_membership_is_ended_with_a_reason():
    membership = recording.join(factories.actor(), by=None, group=factories.actor("Union", "organisation"))
    desk().post(page("membership_end", membership.pk), {"why": "Another Arvenia."})
    membership.refresh_from_db()
    assert membership.superseded_at is not None


def test_a_tag_gets_its_proposition_and_examples():
    given = {
        "name": "Open trade",
        "words": "Trade should be open.",
        "about": "should",
        "scope_note": "Not grain.",
        "translations": "fr: Le commerce doit être ouvert.",
        "example_supports": "Open all ports!",
        **NO_NAMES,
    }
    assert desk().post(page("tag_add"), given).status_code == 302
    proposition = Tag.objects.get().propositions.get()
    assert (proposition.words, proposition.scope_note) == ("Trade should be open.", "Not grain.")
    assert proposition.examples == {"supports": "Open all ports!"}
    assert [(row.language, row.words) for row in proposition.translations.all()] == [
        ("fr", "Le commerce doit être ouvert.")
    ]


def test_other_words_of_a_published_proposition_make_a_version_with_a_reason():
    tag = factories.tag("Open trade", "Trade should be open.")
    factories.position(factories.statement("We support open trade."), "We support open trade.", tag)
    client = desk()
    silent = change(client, "tag", tag, words="All trade should be open.")
    assert "why it changes was expected" in silent.content.decode()
    assert Proposition.objects.count() == 1
    change(client, "tag", tag, words="All trade should be open.", reason="It said too little.")
    first, second = Proposition.objects.order_by("number")
    assert (first.words, second.words, second.reason) == (
        "Trade should be open.",
        "All trade should be open.",
        "It said too little.",
    )
    assert "It said too little." in client.get(page("tag_change", tag.pk)).content.decode()


def test_a_name_changed_alone_makes_no_version():
    tag = factories.tag("Open trade", "Trade should be open.")
    factories.position(factories.statement("We support open trade."), "We support open trade.", tag)
    answer = change(desk(), "tag", tag, name="Open trade in machines")
    assert answer.status_code == 302
    assert Proposition.objects.count() == 1
    assert Tag.objects.get().name == "Open trade in machines"


def test_only_an_administrator_moves_a_tag():
    tag, parent = factories.tag("Open trade"), factories.tag("Trade")
    assert change(desk(), "tag", tag, parent=parent.name).status_code == 403
    assert Tag.objects.get(pk=tag.pk).parent is None
    change(desk(person("ada", "Administrator")), "tag", tag, parent=parent.name)
    tag.refresh_from_db()
    assert (tag.parent, tag.path) == (parent, parent.path + f"{tag.pk:09d}")


def test_a_contributor_looks_at_a_tag_and_does_not_change_it():
    tag = factories.tag("Open trade", "Trade should be open.")
    client = desk("carla", "Contributor")
    assert "Trade should be open." in client.get(page("tag_change", tag.pk)).content.decode()
    assert client.post(page("tag_change", tag.pk), {"name": "Mine", **NO_NAMES}).status_code == 403


def test_the_tree_is_shown_set_in_by_depth():
    trade = factories.tag("Trade")
    Tag.objects.create(name="Open trade", parent=trade)
    html = desk().get(page("tag_changelist")).content.decode()
    assert html.index('depth-0"><bdi>Trade') < html.index('depth-1">– <bdi>Open trade')


def test_suggestions_tell_actors_of_one_name_apart_and_each_can_be_chosen():
    ministries = [
        Actor.objects.create(name="Foreign Ministry", kind="office", parent=factories.actor(country))
        for country in ("Arvenia", "Belmark")
    ]
    Actor.objects.create(name="Old Foreign Ministry", kind="office", active=False)
    client = desk()
    found = client.get(page("choices"), {"term": "foreign", "model": "actor"}).json()["suggestions"]
    assert found == [
        {"value": "Foreign Ministry [foreign-ministry]", "label": "Arvenia"},
        {"value": "Foreign Ministry [foreign-ministry-2]", "label": "Belmark"},
    ]
    for ministry, each in zip(ministries, found, strict=True):
        statement = factories.statement(published=False)
        address = page("statement_change", statement.pk)
        client.post(address, fields_of(client.get(address)) | {"actor": each["value"]})
        statement.refresh_from_db()
        assert statement.actor == ministry


def test_an_actor_merged_or_inactive_since_stays_in_a_form_that_is_saved():
    statement = factories.statement(published=False)
    Actor.objects.update(active=False)
    client = desk()
    address = page("statement_change", statement.pk)
    assert client.post(address, fields_of(client.get(address)) | {"title": "New"}).status_code == 302
    assert Statement.objects.get().actor == statement.actor


def test_suggestions_are_for_those_who_may_see():
    looker = User.objects.create_user("looker", is_staff=True)
    assert desk(looker).get(page("choices"), {"term": "a", "model": "actor"}).status_code == 403


def test_fields_of_reads_what_a_browser_would_send():
    statement = factories.statement(published=False)
    sent = fields_of(desk().get(page("statement_change", statement.pk)))
    assert (sent["title"], sent["actor"]) == (statement.title, "Arvenia")

"""Who is who in a file of records: known actors and tags, new ones, and who may be published."""

import pytest

from statements import recording
from statements.models import Actor, ActorName, Membership, Statement, Tag, Turn
from tests import factories
from tests.records import bring, position, proposition, record, refusals


def test_a_country_is_found_by_its_code_whatever_its_name_here(tmp_path):
    here = factories.actor("The French", country="FRA")
    bring(tmp_path, record(actor="République française", country="FRA"))
    assert Statement.objects.get().actor == here
    assert Actor.objects.count() == 1


@pytest.mark.parametrize("name", ["Germany", "Deutschland", "德国", "Федеративная Республика Германия"])
def test_a_country_is_found_by_its_name_in_any_language(tmp_path, name):
    here = factories.actor("Germany", country="DEU")
    ActorName.objects.create(actor=here, name="Deutschland", language="de")
    bring(tmp_path, record(actor=name))
    assert Statement.objects.get().actor == here


def test_a_code_that_contradicts_the_name_is_refused(tmp_path):
    assert refusals(tmp_path, record(actor="Germany", country="FRA")) == [
        "1: actor: FRA is France, and “Germany” is DEU"
    ]


def test_another_actor_is_found_by_its_exact_name_and_kind(tmp_path):
    office = factories.actor("Café Office", "office")
    company = factories.actor("Café Office", "company")
    bring(tmp_path, record(actor="Cafe\u0301 Office", actor_kind="office"))
    bring(tmp_path, record("k2", actor="Café office", actor_kind="office"))
    assert Statement.objects.get(key="k1").actor == office
    assert Statement.objects.get(key="k2").actor not in (office, company)


def test_a_new_name_is_listed_with_what_is_nearly_called_the_same_and_never_merged(tmp_path):
    factories.actor("Assembly of Coasts", "organisation")
    report = bring(tmp_path, record(actor="Assembly of the Coasts", actor_kind="organisation"))
    assert report.new_actors == ["Assembly of the Coasts (organisation), nearly Assembly of Coasts (organisation)"]
    assert Actor.objects.count() == 2


def test_offices_of_one_name_in_two_countries_are_two(tmp_path):
    ministry = {"actor": "Ministry of Foreign Affairs", "actor_kind": "office"}
    bring(tmp_path, record(country="FRA", **ministry), record("k2", country="DEU", **ministry))
    assert sorted(Actor.objects.filter(kind="office").values_list("country", "parent__name")) == [
        ("DEU", "Germany"),
        ("FRA", "France"),
    ]


def named_in_a_turn(name, **more):
    return record(text=None, turns=[{"kind": "speech", "words": "So we said.", "actor": name}], **more)


def test_a_name_without_a_kind_is_a_country_then_the_one_actor_of_that_name_then_new(tmp_path):
    company = factories.actor("Meridian Works", "company")
    for number, name in enumerate(("France", "Meridian Works", "Nowhere League")):
        bring(tmp_path, named_in_a_turn(name, key=f"k{number}"))
    assert [turn.actor for turn in Turn.objects.order_by("pk")] == [
        Actor.objects.get(kind="country", country="FRA"),
        company,
        Actor.objects.get(kind="organisation", name="Nowhere League"),
    ]


def test_a_name_without_a_kind_that_two_have_is_refused_and_both_are_listed(tmp_path):
    one, two = factories.actor("Meridian", "company"), factories.actor("Meridian", "organisation")
    assert refusals(tmp_path, named_in_a_turn("Meridian")) == [
        f"1: turns 1, actor: “Meridian” means several: Meridian (company) #{one.pk}; Meridian (organisation) #{two.pk}"
    ]


def test_the_statements_own_name_means_its_own_actor(tmp_path):
    office = factories.actor("Meridian", "office")
    factories.actor("Meridian", "organisation")
    bring(tmp_path, named_in_a_turn("Meridian", actor="Meridian", actor_kind="office"))
    assert Turn.objects.get().actor == office


def test_a_statements_own_actor_decides_the_kind_of_its_name_whatever_the_order_of_lines(tmp_path):
    bring(tmp_path, named_in_a_turn("Tidewater"), record("k2", actor="Tidewater", actor_kind="company"))
    assert Actor.objects.get(name="Tidewater").kind == "company"


def test_a_merged_actor_means_the_one_it_was_merged_into(tmp_path):
    old, new = factories.actor("Old Body", "organisation"), factories.actor("New Body", "organisation")
    recording.merge(old, by=factories.editor(), into=new)
    bring(tmp_path, record(actor="Old Body", actor_kind="organisation"))
    assert Statement.objects.get().actor == new


def test_tags_are_found_by_exact_name_with_case_apart(tmp_path):
    known = factories.tag("Trade")
    report = bring(tmp_path, record(tags=["Trade", "trade"]))
    assert report.new_tags == ["trade"]
    assert set(Statement.objects.get().tags.all()) == {known, Tag.objects.get(name="trade")}


def test_a_new_country_gets_the_name_in_use_that_the_table_knows_best(tmp_path):
    entries = [position(actor=name, basis="reported", tag=name) for name in ("UK", "United Kingdom")]
    bring(tmp_path, record(positions=entries))
    assert Actor.objects.get(country="GBR").name == "United Kingdom"


LINES = [
    {"type": "actor", "name": "Embassy of Arvenia", "kind": "office", "parent": "Arvenia", "invented": True},
    {
        "type": "actor",
        "name": "Arvenia",
        "kind": "country",
        "names": [{"name": "Арвения", "language": "ru"}],
        "groups": [{"group": "Meridian Union", "role": "member", "from": "2019"}],
        "invented": True,
    },
]


def test_actors_with_records_of_their_own_get_parents_names_and_groups(tmp_path):
    bring(tmp_path, *LINES, record(actor="Embassy of Arvenia", actor_kind="office"))
    arvenia = Actor.objects.get(name="Arvenia")
    embassy = Actor.objects.get(name="Embassy of Arvenia")
    assert (embassy.parent, embassy.path) == (arvenia, arvenia.path + embassy.path[-9:])
    assert arvenia.invented
    assert arvenia.names.get().name == "Арвения"
    member = Membership.objects.published().get()
    assert (member.group.name, member.role, member.since) == ("Meridian Union", "member", "2019")


def test_a_name_that_an_actors_record_gives_means_that_actor(tmp_path):
    bring(tmp_path, *LINES, record(actor="Арвения"))
    assert Statement.objects.get().actor.name == "Arvenia"


def test_an_actor_or_tag_below_itself_is_refused(tmp_path):
    one = {"type": "actor", "name": "One", "kind": "office", "parent": "Two"}
    two = {"type": "actor", "name": "Two", "kind": "office", "parent": "One"}
    assert refusals(tmp_path, one, two)[0] == "1: parent: stands below this one itself"
    assert refusals(tmp_path, {"type": "tag", "tag": "A", "parent": "A"}) == ["1: parent: stands below this one itself"]


def test_an_actor_described_twice_names_the_line_before(tmp_path):
    found = refusals(tmp_path, LINES[1], LINES[1])
    assert found == ["2: name: Arvenia (country) is given before, at records.jsonl:1"]


def test_what_differs_from_a_known_actor_is_listed_and_brought_in_when_asked_for(tmp_path):
    bring(tmp_path, LINES[1], record())
    changed = LINES[1] | {"wikidata": "Q142", "names": [{"name": "Arvénie", "language": "fr"}]}
    report = bring(tmp_path, changed)
    assert report.names_changed == ["records.jsonl:1: Arvenia (country): wikidata, names; --update brings them in"]
    assert Actor.objects.get(name="Arvenia").wikidata == ""
    bring(tmp_path, changed, update=True)
    arvenia = Actor.objects.get(name="Arvenia")
    assert arvenia.wikidata == "Q142"
    assert sorted(arvenia.names.values_list("name", flat=True)) == ["Arvénie", "Арвения"]
    assert Membership.objects.count() == 1


def test_a_first_proposition_is_given_at_once_and_another_only_when_asked_for(tmp_path):
    topic = factories.tag("Export limits")
    factories.statement(tags=[topic])
    bring(tmp_path, proposition())
    report = bring(tmp_path, proposition(words="States must limit exports."))
    assert report.names_changed == ["records.jsonl:1: Export limits: proposition; --update brings them in"]
    assert [row.words for row in topic.propositions.all()] == ["States may limit exports of machines."]
    bring(tmp_path, record(tags=["Export limits"]))
    bring(tmp_path, proposition(words="States must limit exports."), update=True)
    assert [row.number for row in topic.propositions.order_by("number")] == [1, 2]
    assert topic.propositions.get(number=2).reason == "imported again from records.jsonl"


@pytest.mark.parametrize(
    ("own", "status"),
    [
        ({"actor": "Known Body", "actor_kind": "organisation"}, "published"),
        ({"actor": "France"}, "published"),
        ({"actor": "Arvenia"}, "published"),
        ({"actor": "Velmora"}, "draft"),
        ({"actor": "New Body", "actor_kind": "organisation"}, "draft"),
    ],
)
def test_only_statements_of_known_actors_are_made_public(tmp_path, own, status):
    factories.actor("Known Body", "organisation")
    report = bring(tmp_path, LINES[1], record(**own), new_actors=False)
    assert Statement.objects.get().status == status
    assert report.counts["left as drafts"][0] == (status == "draft")


def test_the_same_command_again_does_not_publish_what_it_left(tmp_path):
    new = record(actor="New Body", actor_kind="organisation")
    bring(tmp_path, new, new_actors=False)
    report = bring(tmp_path, new, new_actors=False)
    assert Statement.objects.get().status == "draft"
    assert report.counts["unchanged"][0] == report.counts["left as drafts"][0] == 1
    actor = Actor.objects.get(name="New Body")
    actor._history_user = factories.editor()
    actor.save()
    bring(tmp_path, new, new_actors=False)
    assert Statement.objects.get().status == "published"

"""A subtree is a range of paths, whatever the collation."""

import pytest
from django.db import connection

from statements.models import Tag
from statements.models.trees import path_end, step, within
from tests import factories


def test_a_subtree_is_the_node_and_all_below_it():
    top = factories.tag("Top")
    middle = factories.tag("Middle", parent=top)
    leaf = factories.tag("Leaf", parent=middle)
    factories.tag("Other")
    assert set(Tag.objects.filter(within(top.path))) == {top, middle, leaf}
    assert set(Tag.objects.filter(within(leaf.path))) == {leaf}


def test_the_range_ends_before_the_next_node_even_where_digits_roll_over():
    assert path_end(step(9)) == step(10)
    assert path_end(step(1) + step(99)) == step(1) + step(100)


@pytest.mark.parametrize("collation", ["C", "en-x-icu", "und-x-icu", "zh-x-icu"])
def test_postgresql_finds_the_same_subtree_under_each_collation(collation):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite compares the bytes of digits alone")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_collation WHERE collname = %s", [collation])
        if not cursor.fetchone()[0]:
            pytest.skip(f"this PostgreSQL was built without the collation {collation}")
        top, below, after = step(9), step(9) + step(10), step(10)
        cursor.execute(
            f'SELECT p FROM (VALUES (%s), (%s), (%s)) AS t(p) WHERE p COLLATE "{collation}" >= %s '
            f'AND p COLLATE "{collation}" < %s ORDER BY p COLLATE "C"',
            [top, below, after, top, path_end(top)],
        )
        assert [row[0] for row in cursor.fetchall()] == [top, below]

"""How the site speaks to its database."""

import pytest
from django.db import connection


def test_postgresql_compiles_no_query_of_the_site(database: str) -> None:
    if database != "postgresql":
        pytest.skip("SQLite compiles none")
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)

"""How many readings of each lane stand in a comparison."""

from __future__ import annotations

import pytest

from statements.views.compare import readings_a_lane


@pytest.mark.parametrize(("lanes", "printed"), [(0, 12), (1, 12), (12, 12), (13, 11), (36, 4), (48, 3), (500, 3)])
def test_the_readings_of_a_comparison_are_shared_by_its_lanes(lanes: int, printed: int) -> None:
    assert readings_a_lane(lanes) == printed

"""Pictures to share, drawn by a real browser under the site's policy: every line in its place, whatever its script."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.core.management import call_command
from playwright.sync_api import Page

from statements.cards.drawing import HEIGHT, MARGIN, WIDTH
from statements.models import Position

OUTSIDE = """([margin, width, height]) => [...document.querySelectorAll("text")].filter(text => {
    const box = text.getBBox();
    // The foot of a J reaches a little before its line.
    return box.x < margin - 6 || box.x + box.width > width - margin + 6 || box.y < 0 || box.y + box.height > height;
}).map(text => text.textContent)"""
COLLIDING = """() => {
    const boxes = [...document.querySelectorAll("text")].map(text => [text.getBBox(), text.textContent]);
    return boxes.flatMap(([one, words], at) => boxes.slice(at + 1)
        .filter(([other]) => one.x + 4 < other.x + other.width && other.x + 4 < one.x + one.width
            && one.y + one.height * .3 < other.y + other.height * .7
            && other.y + other.height * .3 < one.y + one.height * .7)
        .map(([_other, others]) => words + " | " + others));
}"""


def test_every_line_of_every_picture_stands_in_its_place(visit: Callable[..., Page]) -> None:
    call_command("demo")
    positions = [f"/positions/{line}/card.svg" for line in Position.objects.published().values_list("line", flat=True)]
    actors = ["arvenia", "沧原", "velmora", "bel-sarat", "ostmark-isles"]
    tags = ["limits-on-machine-exports", "a-pause-on-deep-sea-mining", "free-weather-data"]
    bases = ["said", "joint", "aligned", "response", "reported", "attributed"]
    comparisons = [
        "/compare/card.svg?" + urlencode({"actor": actors[:most], "tag": tags[:wide], "basis": basis}, doseq=True)
        for most, wide in ((1, 1), (4, 2), (5, 3))
        for basis in ([], bases)
    ]
    assert len(positions) > 20
    for address in [*positions, *comparisons]:
        page = visit(address, width=WIDTH)
        assert page.locator("text").count() > 6
        assert page.evaluate(OUTSIDE, [MARGIN, WIDTH, HEIGHT]) == [], address
        assert page.evaluate(COLLIDING) == [], address

"""The stylesheets and pictures: colours that can be read, names that exist, nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from statements.codes import Basis, Stance
from statements.compare import Step

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "site/static"
PUBLIC_CSS = sorted(file for file in (STATIC / "css").glob("*.css") if file.name != "admin.css")
ICONS = sorted((STATIC / "icons").glob("*.svg"))
TOKENS = (STATIC / "css/tokens.css").read_text()
TEMPLATES = sorted(file for file in (ROOT / "templates").rglob("*.html") if "admin" not in file.parts)
SCRIPTED = [file for file in TEMPLATES if "static 'js/" in file.read_text()]

WORDS_ON_GROUND = [
    (words, ground)
    for ground in ("paper", "sheet", "sunk", "note", "mark")
    for words in ("ink", "accent", "soft")
    if (words, ground) != ("soft", "mark")
] + [
    ("paper", "accent"),
    *((stance, ground) for stance in ("for", "mid", "against") for ground in (f"{stance}-tint", "paper", "sheet")),
]
BORDERS_ON_GROUND = [("edge", "paper"), ("edge", "sheet"), ("edge", "sunk")]


def without_comments(css: str) -> str:
    """Return a stylesheet's rules alone."""
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def colours(scheme: str) -> dict[str, str]:
    """Return the colours of `light`, `dark` or `print`: name to #rrggbb."""
    light, _, rest = without_comments(TOKENS).partition("@media screen and (prefers-color-scheme: dark)")
    dark, _, rest = rest.partition("@media (prefers-contrast: more)")
    parts = {"light": [light], "dark": [light, dark], "print": [light, rest.partition("@media print")[2]]}[scheme]
    return {name: value for part in parts for name, value in re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part)}


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb, as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize(("words", "ground"), WORDS_ON_GROUND)
def test_words_can_be_read_on_their_ground(scheme: str, words: str, ground: str) -> None:
    named = colours(scheme)
    assert contrast(named[words], named[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize(("border", "ground"), BORDERS_ON_GROUND)
def test_the_border_of_a_control_can_be_seen(scheme: str, border: str, ground: str) -> None:
    named = colours(scheme)
    assert contrast(named[border], named[ground]) >= 3


def test_the_dark_scheme_changes_every_colour_of_the_light_one() -> None:
    light, dark = colours("light"), colours("dark")
    assert light.keys() == dark.keys()
    assert [name for name in light if light[name] == dark[name]] == []


@pytest.mark.parametrize("file", PUBLIC_CSS, ids=lambda file: file.name)
def test_every_name_a_stylesheet_uses_is_a_token(file: Path) -> None:
    known = set(re.findall(r"^\s*(--[\w-]+):", TOKENS, flags=re.MULTILINE))
    used = set(re.findall(r"var\((--[\w-]+)", file.read_text()))
    assert used - known == set()


@pytest.mark.parametrize("file", [file for file in PUBLIC_CSS if file.name != "tokens.css"], ids=lambda file: file.name)
def test_no_stylesheet_but_the_tokens_names_a_colour(file: Path) -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", without_comments(file.read_text())) == []


@pytest.mark.parametrize("file", PUBLIC_CSS, ids=lambda file: file.name)
def test_no_stylesheet_knows_left_from_right(file: Path) -> None:
    physical = r"(?:margin|padding|border)-(?:left|right|top|bottom)|^\s*(?:left|right|top|bottom|width|height):"
    found = re.findall(physical, without_comments(file.read_text()), flags=re.MULTILINE)
    assert found == []


@pytest.mark.parametrize("file", [*PUBLIC_CSS, *ICONS], ids=lambda file: file.name)
def test_no_static_file_fetches_anything(file: Path) -> None:
    text = file.read_text().replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert re.findall(r"@import|url\(|https?:|<script|\sstyle=|\son[a-z]+=", text) == []


@pytest.mark.parametrize("page", SCRIPTED, ids=lambda page: page.name)
def test_the_scripts_of_a_page_are_small(page: Path) -> None:
    named = re.findall(r"static 'js/([^']+)'", page.read_text())
    assert sum(len((STATIC / "js" / name).read_bytes()) for name in named) < 15_000


def test_every_script_of_the_public_pages_is_named_by_one() -> None:
    named = {name for page in SCRIPTED for name in re.findall(r"static 'js/([^']+)'", page.read_text())}
    assert named == {file.name for file in (STATIC / "js").glob("*.js") if not file.name.startswith("admin-")}


def test_every_page_stylesheet_says_at_its_top_what_it_is_for() -> None:
    assert [file.name for file in PUBLIC_CSS if not file.read_text().startswith("/* ")] == []


def test_every_stance_and_step_with_an_arrow_has_a_shape_of_its_own() -> None:
    sprite = (ROOT / "templates/statements/_sprite.html").read_text()
    shapes = dict(re.findall(r'<symbol id="([\w-]+)"[^>]*>(.*?)</symbol>', sprite))
    arrows = {Step.REVERSAL, Step.TOWARD_SUPPORT, Step.TOWARD_OPPOSITION}
    assert set(shapes) == {*Stance.values, *(str(step) for step in arrows), "in-words", "cross"}
    assert len(set(shapes.values())) == len(shapes)


def test_every_stance_has_a_colour_and_every_other_basis_an_outline() -> None:
    pieces = without_comments((STATIC / "css/pieces.css").read_text())
    coloured = [stance for stance in Stance.values if f".stance.{stance}" in pieces]
    assert coloured == Stance.values
    outlined = {
        basis
        for selector in re.findall(r"([^{}]+)\{[^}]*border[^}]*\}", pieces)
        if ".stance" in selector
        for basis in Basis.values
        if re.search(rf"\.{basis}\b(?!-)", selector)
    }
    assert outlined == set(Basis.values) - {Basis.SAID}


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_shape_a_template_uses_is_in_the_sprite(file: Path) -> None:
    sprite = (ROOT / "templates/statements/_sprite.html").read_text()
    used = re.findall(r'<use href="#([\w-]+)"', file.read_text())
    assert [shape for shape in used if f'<symbol id="{shape}"' not in sprite] == []


@pytest.mark.parametrize(
    "file",
    [file for file in TEMPLATES if file.name.startswith("_")],
    ids=lambda file: file.name,
)
def test_every_piece_says_at_its_top_what_it_takes(file: Path) -> None:
    assert re.match(r"{% comment %}\n.+?(?:Takes|takes).+?{% endcomment %}", file.read_text(), flags=re.DOTALL)

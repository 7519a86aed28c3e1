"""Texts in another language are told, and no English text is taken for one."""

from pathlib import Path

import pytest

from kg.annotate.language import foreign, refusal
from kg.model import Span
from tests.factory import TEXT, make_article

LANGUAGES = Path(__file__).with_name("languages.txt").read_text(encoding="utf-8")
NAMED = dict(line.split(": ", 1) for line in LANGUAGES.splitlines())


@pytest.mark.parametrize("language", NAMED)
def test_another_language_is_named(language: str) -> None:
    told = str(refusal(make_article(NAMED[language], source="kesh.txt")))
    assert told == f"kesh.txt: is in {language}, and only English is read; give it in English"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.upper(),
        "Kesh, Mora",
        "Le ministre",
        "12 — 14 — 16 " * 20,
        "Rim Ott, Ole Dahl, Jean Petit, Hans Gruber, Luis Vega, Ana Sousa, Olga Ivanova, Li Wei",
        "JETS HIT MARKET IN KESH; 12 DEAD, SCORES HURT - MONITORS, ARDANIAN STATE TV, BORLAND ARMY",
        "",
    ],
)
def test_english_and_what_cannot_be_told_is_read(text: str) -> None:
    assert refusal(make_article(text)) is None


@pytest.mark.parametrize("language", ["Arabic", "French", "Russian"])
def test_a_quotation_in_another_language_makes_no_text_foreign(language: str) -> None:
    assert refusal(make_article(f"{NAMED[language]} {TEXT} {TEXT}")) is None
    assert refusal(make_article(f"{TEXT} {TEXT} {NAMED[language]}")) is None


def test_boilerplate_does_not_tell_the_language() -> None:
    menu = "Lire aussi : la rédaction vous propose une sélection des articles les plus lus de la semaine."
    assert foreign(menu) == "fr"
    assert refusal(make_article(f"{menu}\nKesh burns.", boilerplate=(Span(0, len(menu)),))) is None


@pytest.mark.parametrize("folder", ["data/fakes/articles", "data/polnear/train", "gold/train"])
def test_no_article_in_english_is_refused(shared: Path, folder: str) -> None:
    texts = {path.name: path.read_text("utf-8", "replace") for path in (shared / folder).rglob("*.txt")}
    assert texts
    refused = (refusal(make_article(text, source=name)) for name, text in texts.items())
    assert list(filter(None, refused)) == []

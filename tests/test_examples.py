"""The sample reports can be read, are complete, and are nobody else's words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.model import Article
from kg.read import read

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "examples" / "articles"
SHARED = ROOT.parent / "shared"
COPIED_WORDS = 10


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    found = list(read([str(REPORTS)]))
    assert all(isinstance(article, Article) for article in found), found
    return [article for article in found if isinstance(article, Article)]


def runs(text: str) -> set[str]:
    words = re.findall(r"[a-z0-9']+", text.lower())
    return {" ".join(words[i : i + COPIED_WORDS]) for i in range(len(words) - COPIED_WORDS + 1)}


def outside_furniture(article: Article) -> str:
    text = article.text
    for span in reversed(article.boilerplate):
        text = text[: span.start] + text[span.end :]
    return text


def test_there_are_twelve_reports_with_title_date_and_publisher(articles: list[Article]) -> None:
    assert len(articles) == 12
    for article in articles:
        assert article.title, article.source
        assert article.date, article.source
        assert article.publisher, article.source
        assert 100 <= len(outside_furniture(article).split()) <= 250, article.source


@pytest.mark.parametrize(
    "words", ["Advertisement", "Read also", "Leave a", "morning briefing", "tyres", "Most read"]
)
def test_page_furniture_is_no_part_of_a_report(articles: list[Article], words: str) -> None:
    assert any(words in path.read_text(encoding="utf-8") for path in REPORTS.iterdir())
    assert not [article.source for article in articles if words in outside_furniture(article)]


def test_the_outlets_are_invented(articles: list[Article]) -> None:
    for article in articles:
        assert article.url is not None
        assert re.match(r"https://www\.[a-z]+\.example/", article.url), article.url


def test_no_report_shares_ten_words_in_a_row_with_a_real_article() -> None:
    real = [*SHARED.glob("gold/*/*.txt"), *SHARED.glob("data/fakes/articles/*.txt")]
    if not real:
        pytest.skip("the real articles (../shared) are not here")
    known = set[str]().union(*(runs(path.read_text(encoding="utf-8", errors="replace")) for path in real))
    for path in REPORTS.iterdir():
        assert not runs(path.read_text(encoding="utf-8")) & known, path.name

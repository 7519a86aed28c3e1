"""Page furniture is marked, sentences are not."""

from __future__ import annotations

import itertools

import pytest

from kg.model import Span
from kg.read.clutter import furniture, merged

FIRST = "Villagers said that two aircraft had set fire to the grain depot outside the town on Thursday night."
SECOND = "The ministry denied that its planes had been in the area and called the report a fabrication."
STORY = f"Depot burns after raid\n\n{FIRST}\n\n{SECOND}\n"


def article(text: str) -> str:
    """Return what is left of a text without its furniture, white space evened out."""
    kept, position = [], 0
    for span in furniture(text):
        kept.append(text[position : span.start])
        position = span.end
    return " ".join(" ".join([*kept, text[position:]]).split())


PLAIN = " ".join(STORY.split())


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement", "- Advertisment -", "Share", "Tweet", "Share on Facebook",
        "Read also: Mayor resigns over bridge",
        "Click to share on Twitter (Opens in new window)", "Follow us on Telegram",
        "We use cookies to improve your visit.",
        "Sign up for our daily newsletter", "© 2024 Valley Courier. All rights reserved.",
        "Image: J. Kim / Valley Courier",
        "Smoke over the depot. Photo: J. Kim", "Handout/Reuters.", "3 min read", "12 Comments",
        "Tags: raid, depot",
        "Reporting by Li Wen; editing by Ana Petrov", "Related Articles", "Most Popular",
        "Facebook Twitter WhatsApp", "Follow Li Wen on Twitter @liwen.", "FULL TEXT.", "Loading…",
    ],
)  # fmt: skip
def test_furniture_within_an_article(line: str) -> None:
    text = f"Depot burns after raid\n\n{FIRST}\n\n{line}\n\n{SECOND}\n"
    assert article(text) == PLAIN


@pytest.mark.parametrize(
    "head",
    [
        "Share", "All news", "Home\nNews\nWorld", "Home | News | Sport | Contact us",
        "4.3 C\nNew York\nWednesday, April 24, 2024",
        "Home > News > ", "HomeNews", "Skip to main content\nMenu\nSearch",
    ],
)  # fmt: skip
def test_menus_above_the_headline(head: str) -> None:
    separator = "" if head in {"HomeNews", "Home > News > "} else "\n\n"
    assert article(f"{head}{separator}{STORY}") == PLAIN


@pytest.mark.parametrize(
    "tail",
    [
        "Leave a Reply\n\nYour email address will not be published. Mandatory ones bear a star",
        "You may also like\n\nMayor resigns over bridge after dispute\n\nThe mayor said that he would go",
        "RELATED ARTICLES\n\nLEAVE A REPLY\n\nPlease enter your comment!\nThis site uses Akismet.",
        "Most Popular\n\nRecent Comments\n\nLi Wen on Bridge reopens\nAna Petrov on Old mill",
        "Share with your friends\n\nFollow Us\n\nEnter your email to get posts:\n\nDelivered by FeedBurner",
        "Stay on topic – This helps.\n\nBridge reopens after flood",
    ],
)
def test_tails(tail: str) -> None:
    assert article(f"{STORY}\n{tail}\n") == PLAIN


@pytest.mark.parametrize(
    "tail",
    [
        "Read Also", "Twitter", "212-11", "SSH 11", "(With agencies)",

        "... 25 Related Mayor Resigns Tags raid Community standardsDiscussion Comment via Facebook",

        "Related News Mayor resigns | Old mill sold SUBSCRIBE Contact Us Terms of Use Privacy Policy",
    ],
)  # fmt: skip
def test_tails_of_texts_without_line_breaks(tail: str) -> None:
    assert article(f"Depot burns after raid\n\n{FIRST} {SECOND} {tail}\n") == PLAIN


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        f"Depot burns after raid\n\n{FIRST} {SECOND}\n",
        f"Depot burns\n\n{FIRST}\n\nRelated attacks on three stores were reported in the hills, it said.\n",
        f"Depot burns\n\n{FIRST} Tags on the bombs named the maker. {SECOND}\n",
        f"Depot burns\n\n“Share this with the world,” she said.\n\n{SECOND}\n",
        f"Depot burns\n\n{FIRST} He said the count was 62.\n",
        f"Follow the money\n\n{FIRST}\n\nHome guards fled.\n\n{SECOND}\n",
    ],
)
def test_sentences_are_kept(text: str) -> None:
    assert furniture(text) == ()


def test_comment_form_above_the_article_costs_only_itself() -> None:
    assert article(f"Depot burns after raid\n\nShare with your friends\n\n{FIRST}\n\n{SECOND}\n") == PLAIN


def test_spans_are_sorted_disjoint_and_within_the_text() -> None:
    text = f"Home\nNews\n\n{STORY}\nAdvertisement\n\nShare\n\n{FIRST}\n\nLeave a Reply\n\nTweet\n"
    spans = furniture(text)
    assert all(one.end < two.start for one, two in itertools.pairwise(spans))
    assert spans[0].start >= 0
    assert spans[-1].end <= len(text)


def test_merged_joins_what_only_white_space_parts() -> None:
    text = "ab \n cd ef"
    assert merged([Span(5, 7), Span(0, 2), Span(1, 2), Span(8, 10), Span(3, 3)], text) == (Span(0, 10),)
    assert merged([Span(0, 1), Span(8, 10)], text) == (Span(0, 1), Span(8, 10))


@pytest.mark.parametrize("piece", ["latest news ", "A-", "Related News Tags ", "Home > ", "first published "])
def test_repeated_furniture_is_no_trap_for_the_patterns(piece: str) -> None:
    text = piece * 20_000 + "!"
    assert all(span.end <= len(text) for span in furniture(text))

"""Annotate: an article becomes a Doc of sentences, quotations, names, numbers, dates and attributions.

This first reader is lexical: word lists and surface patterns. Whatever reads better fills the same Doc.
"""

from __future__ import annotations

from kg.annotate.attribution import attributions
from kg.annotate.dates import dates
from kg.annotate.names import entities
from kg.annotate.numbers import numbers
from kg.annotate.quotes import quotations
from kg.annotate.words import Words, sentences
from kg.model import Article, Doc, Gazetteer

READER = "lexical"


def annotate(article: Article, gazetteer: Gazetteer) -> Doc:
    """Read an article; what lies in its boilerplate is left out."""
    text = article.text
    lines = sentences(text, article.boilerplate)
    tokens = Words(text)
    quoted = quotations(text)
    names = entities(text, tokens, lines, gazetteer)
    published = article.date.value if article.date else None
    return Doc(
        article=article,
        sentences=lines,
        quotations=quoted,
        entities=names,
        numbers=tuple(n for line in lines for n in numbers(text, line)),
        dates=tuple(sorted((d for line in lines for d in dates(text, line, published)), key=lambda d: d.span)),
        attributions=tuple(attributions(text, tokens, lines, names, quoted)),
    )

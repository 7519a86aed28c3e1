"""Counts in how many articles of general news a word stands, for kg/link/events/frequencies.txt.

    python -m training.links.frequencies ../shared/data/polnear/train/text ../shared/gold/train

Only counts of single words are kept. Words of fewer than LEAST articles are left out.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from kg.link.events.words import forms

LEAST = 5
TARGET = Path(__file__).parents[2] / "kg" / "link" / "events" / "frequencies.txt"
HEADER = """\
# In how many articles of general news a word stands, by its form (see words.py); * counts the articles.
# Made by training/links/frequencies.py of the texts of PolNeAR (train) and of those annotated for training.
"""


def main(folders: list[Path]) -> None:
    """Count the words of every .txt file in the folders and write the table."""
    articles = sorted(file for folder in folders for file in folder.rglob("*.txt"))
    texts = (file.read_text(encoding="utf-8", errors="replace") for file in articles)
    counts = Counter(word for text in texts for word in forms(text))
    kept = {word: n for word, n in counts.items() if n >= LEAST and not word.isdigit()}
    rows = [("*", len(articles)), *sorted(kept.items())]
    TARGET.write_text(HEADER + "".join(f"{word} {count}\n" for word, count in rows), encoding="utf-8")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])

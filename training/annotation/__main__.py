"""Join the released annotation to texts that were fetched from the public data sets.

`python -m training.annotation --texts PolNeAR re3d gum FA-KES-Dataset muc34 --out out/gold`

Finds each annotated article by the SHA-256 of its text among the files of the folders, and writes <id>.json
and <id>.txt into a folder for each part, as training and scoring take them; texts of MUC-3 get their small
letters first. Says which articles are missing,
and where they are had; then it ends with 1.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from textwrap import fill, indent

from training.annotation.join import find, join, released
from training.annotation.records import PARTS
from training.annotation.sources import SOURCES, source_of
from training.errors import DataError

WIDTH = 100
"""Characters of a line of ids."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, and join; 0 if every article was found, 1 if not, 2 if misused."""
    options = _parser().parse_args(arguments)
    try:
        records = {part: released(part) for part in options.parts}
        found = find((record for part in records.values() for record in part), options.texts)
        missing = [one for part, some in records.items() for one in join(some, found, options.out / part)]
    except (DataError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    for part, some in records.items():
        print(f"{part}: {sum(one['sha256'] in found for one in some)} of {len(some)} articles")
    print(told(missing), end="")
    return 1 if missing else 0


def _parser() -> argparse.ArgumentParser:
    layout, name = argparse.RawDescriptionHelpFormatter, "python -m training.annotation"
    parser = argparse.ArgumentParser(name, description=__doc__, formatter_class=layout)
    folders = "folders of texts, once or several times"
    parser.add_argument("--texts", type=Path, nargs="+", action="extend", required=True, help=folders)
    parser.add_argument("--out", type=Path, required=True, help="the folder that the joined articles go to")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="all, unless some are named")
    return parser


def told(missing: Iterable[str]) -> str:
    """Say which articles are missing, by the data set that has them."""
    of_source: dict[str, list[str]] = defaultdict(list)
    for article in missing:
        of_source[source_of(article).name].append(article)
    lines = []
    for source in SOURCES:
        articles = of_source.get(source.name)
        if articles:
            lines.append(f"missing, of {source.title} ({source.fetch}): {len(articles)}\n")
            listed = fill(" ".join(articles), WIDTH, break_on_hyphens=False, break_long_words=False)
            lines.append(indent(listed, "  ") + "\n")
    return "".join(lines)


if __name__ == "__main__":
    sys.exit(main())

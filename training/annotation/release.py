"""Make the release from the gold and the list of corrections.

`python -m training.annotation.release --gold ../shared/gold`

Writes train.jsonl, dev.jsonl and seeds.jsonl, copies the guidelines and the scorer, and brings the counts in
the data card up to date. Articles of train alone are corrected: dev and seeds measure, and stay as they are.
`--more out/gold/more` writes more.jsonl too, from that part as joined to its texts; else it stays as it is.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from training.annotation.checks import Gold, problems
from training.annotation.corrections import Correction, check_articles, corrected, load
from training.annotation.counts import tables
from training.annotation.records import FOLDER, GOLD_PARTS, Record, line_of, read_records, record_of
from training.errors import DataError

COPIED = ("GUIDELINES.md", "score.py")
_COUNTS = re.compile(r"(?<=<!-- counts -->\n).*?(?=<!-- end of counts -->)", re.DOTALL)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, and make the release."""
    layout = argparse.RawDescriptionHelpFormatter
    name = "python -m training.annotation.release"
    parser = argparse.ArgumentParser(name, description=__doc__, formatter_class=layout)
    parser.add_argument("--gold", type=Path, required=True, help="the folder of train, dev and seeds")
    parser.add_argument("--more", type=Path, help="the folder of more, where that part has changed")
    options = parser.parse_args(arguments)
    try:
        release(options.gold, FOLDER, options.more)
    except (DataError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def release(gold: Path, out: Path, more: Path | None = None) -> None:
    """Write the parts, the copies and the counts; DataError if gold or a correction is not right."""
    corrections = load()
    check_articles(corrections, {path.stem for path in (gold / "train").glob("*.json")})
    parts = {part: list(records(gold / part, corrections)) for part in GOLD_PARTS}
    parts["more"] = list(read_records(out / "more.jsonl") if more is None else records(more, ()))
    for part, some in parts.items():
        (out / f"{part}.jsonl").write_bytes("".join(map(line_of, some)).encode("utf-8"))
    for name in COPIED:
        shutil.copyfile(gold / name, out / name)
    card = out / "README.md"
    card.write_text(counted(card.read_text(encoding="utf-8"), parts), encoding="utf-8")


def records(folder: Path, corrections: Iterable[Correction]) -> Iterator[Record]:
    """Read the articles of a part, sorted by id, correct them and take the text away."""
    some = tuple(corrections)
    for path in sorted(folder.glob("*.json")):
        gold: Gold = corrected(json.loads(path.read_bytes()), some)
        wrong = list(problems(gold))
        if wrong:
            raise DataError(path, "; ".join(wrong), "correct it in corrections.json")
        yield record_of(gold, path.with_suffix(".txt").read_bytes().decode("utf-8"))


def counted(card: str, parts: dict[str, list[Record]]) -> str:
    """Put the counts of the parts into the data card."""
    return _COUNTS.sub(lambda _: "\n" + tables(parts) + "\n", card)


if __name__ == "__main__":
    sys.exit(main())

"""kg validate: do graphs keep the contract?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kg import console
from kg.errors import KgError
from kg.model import Article
from kg.read import read
from kg.validate import Report, validate_file, validate_quads
from kg.workspace import Workspace


def validate(files: Sequence[Path], texts: Path | None, folder: Path) -> int:
    """Validate files, or else the workspace's graph; 1 where something breaks a shape or cannot be read."""
    known, worst = _texts(texts)
    if not files:
        workspace = Workspace.open(folder)
        report = validate_quads(workspace.store().quads(), known or workspace.texts())
        return max(worst, _tell(str(folder), report))
    for file in files:
        try:
            worst = max(worst, _tell(str(file), validate_file(file, known)))
        except KgError as error:
            console.warn(error)
            worst = max(worst, error.exit_code)
    return worst


def _texts(folder: Path | None) -> tuple[Mapping[str, str], int]:
    """Read the articles of a folder, by the SHA-256 of their texts; 1 beside it where one cannot be."""
    texts, worst = dict[str, str](), 0
    for item in read([str(folder)]) if folder else ():
        if isinstance(item, Article):
            texts[item.sha256] = item.text
        else:
            console.warn(item)
            worst = item.exit_code
    return texts, worst


def _tell(where: str, report: Report) -> int:
    if report.findings:
        console.table(
            ("severity", "what is wrong", "node", "property", "value", "article"),
            [
                (one.severity, one.message, one.node, one.path or "", one.value or "", one.article or "")
                for one in report.findings
            ],
        )
    violations = sum(one.severity == "violation" for one in report.findings)
    if report.conforms:
        others = len(report.findings) - violations
        remarks = f", with {others} remark{'s' if others > 1 else ''}" if others else ""
        console.say(f"{where}: conforms{remarks}")
        return 0
    console.say(f"{where}: {violations} violation{'s' if violations > 1 else ''}")
    return 1

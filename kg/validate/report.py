"""What validation found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Severity: TypeAlias = Literal["violation", "warning", "info"]

_RANK: Final[Mapping[Severity, int]] = {"violation": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at a node; `article` is the IRI of the article whose graph it is in, '' for none."""

    severity: Severity
    node: str
    article: str
    shape: str
    path: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, each once, sorted by article, gravity and node."""

    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Report:
        """Make a report of findings in any order."""
        return cls(tuple(sorted(set(findings), key=_order)))

    @property
    def conforms(self) -> bool:
        """Tell whether there is no violation; warnings and infos are allowed."""
        return all(finding.severity != "violation" for finding in self.findings)

    @property
    def refused(self) -> frozenset[str]:
        """Return the IRIs of the articles whose graphs have a violation; '' stands for no article."""
        return frozenset(finding.article for finding in self.findings if finding.severity == "violation")


def _order(finding: Finding) -> tuple[str | int, ...]:
    rank = _RANK[finding.severity]
    return finding.article, rank, finding.node, finding.path, finding.shape, finding.value, finding.message

"""The public data sets that hold the annotated articles, and which article is of which."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A data set: the form of its articles' ids, what it is, where its texts are had."""

    name: str
    ids: str
    """A regular expression of the ids that the annotation gives to its articles."""
    title: str
    fetch: str
    in_capitals: bool = False
    """Whether its texts are in capitals alone, and were annotated in small letters."""


SOURCES = (
    Source("fakes", r"\d{10}", "FA-KES, war reports on Syria", "FA-KES-Dataset.csv of https://zenodo.org/record/2607278"),
    Source("polnear", r"pn-.+", "PolNeAR, campaign news", "git clone https://github.com/networkdynamics/PolNeAR"),
    Source("re3d", r"re-.+", "re3d, reports of governments", "git clone https://github.com/dstl/re3d"),
    Source("gum", r"gum-.+", "GUM, Wikinews", "git clone https://github.com/amir-zeldes/gum"),
    Source(
        "isot", r"rtr?-.+", "ISOT Fake News, Reuters reports",
        "True.csv of https://www.uvic.ca/ecs/ece/isot/datasets/fake-news/index.php",
    ),
    Source(
        "muc3", r"dev-muc3-\d{4}", "MUC-3, reports on Latin America",
        "MUC 3 and MUC 4 Data Sets of"
        " http://www.itl.nist.gov/iaui/894.02/related_projects/muc/muc_data/muc_data_index.html",
        in_capitals=True,
    ),
    Source("seeds", r"seed-.+", "web pages", "in no data set; give a folder that holds their texts"),
)  # fmt: skip


def source_of(article: str) -> Source:
    """Find the data set of an article by its id; ValueError if no data set has such ids."""
    for source in SOURCES:
        if re.fullmatch(source.ids, article):
            return source
    raise ValueError(f"{article}: no data set has such ids; add it to SOURCES")

"""Names of news agencies and outlets as they sign their reports; only used in the places where one signs."""

from __future__ import annotations

import re

AGENCIES = (
    "AAP", "AFP", "AKIpress", "ANHA", "ANSA", "AP", "ARA News", "Anadolu Agency",
    "Anadolu", "Associated Press", "Bernama", "BelTA", "BTA", "CTK", "DPA", "dpa", "EFE", "FARS",
    "FNA", "Fars News Agency", "IANS", "IRNA", "ISNA", "Interfax", "Interfax-Ukraine", "ITAR-TASS",
    "Itar-Tass", "KCNA", "KUNA", "Kyodo", "Kyodo News", "NNA", "PTI",
    "QNA", "REUTERS", "RIA Novosti", "RIA", "Reuters", "SANA", "SAPA", "SPA", "Sputnik", "TASS",
    "Tasnim", "Thomson Reuters", "UKRINFORM", "Ukrinform", "UNIAN", "UPI", "VNA", "WAFA", "WAM", "Wafa",
    "Xinhua", "Yonhap", "Agence France-Presse",
)  # fmt: skip
"""Agencies, whose name stands in a dateline."""

OUTLETS = (
    "ABC News", "Ahram Online", "Al Arabiya", "Al Jazeera", "Al-Araby al-Jadeed", "Al-Manar",
    "Al-Masdar News", "Almasryalyoum", "Asharq Al-Awsat",
    "BBC", "BBC News", "Bloomberg", "CBC News", "CBS News", "CNN", "Daily Sabah",
    "Deutsche Welle", "DW", "Enab Baladi", "Euronews", "Financial Times", "Fox News", "France 24",
    "Haaretz", "Hurriyet Daily News", "Jordan Times", "Kyiv Independent", "Kyiv Post", "Los Angeles Times",
    "Meduza", "Middle East Eye", "NBC News", "NPR", "National Public Radio", "New York Times", "Press TV",
    "PressTV", "RFE/RL", "RT", "Radio Free Europe", "Rudaw", "Sky News", "Sputnik International",
    "Syria Direct", "TRT World", "The Associated Press", "The Guardian",
    "The Moscow Times", "The New Arab", "The New York Times",
    "The Syrian Observer", "The Times of Israel", "The Wall Street Journal",
    "The Washington Post", "Ukrainska Pravda", "Ukrayinska Pravda", "VOA", "VOA News", "Voice of America",
    "Wikinews", "Zaman Alwasl",
)  # fmt: skip
"""Papers, broadcasters and sites, whose name stands beside the title or in a byline."""


def pattern(*names: str) -> str:
    """Return a pattern of any of the names, longest first, case as written."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return "(?:" + "|".join(map(re.escape, longest_first)) + ")"


AGENCY = pattern(*AGENCIES)
"""An agency's name."""
SIGNING = pattern(*AGENCIES, *OUTLETS)
"""The name of any known medium."""
MEDIUM = (
    r"(?:[\w.'’&-]+ ){0,4}(?:News|Online|Times|Post|Tribune|Herald|Gazette|Agency|TV|Radio|Press|Daily|"
    r"Journal|Chronicle|Observer|Telegraph|Mail|Monitor|Wire|Magazine|Broadcasting)"
)
"""A short name that by its last word is one of a medium."""

"""How fast a build is, where its time goes, what memory it takes, how it grows; no part of the wheel."""

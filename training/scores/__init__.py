"""Published definitions of quality, as pure functions from gold and predicted annotation to tallies.

Every scorer counts what is right of one text; tallies of texts add up, and precision, recall and F1 are taken
of the sum (micro-average), as the published scorers do.
"""

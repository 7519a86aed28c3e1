"""The project's annotation of news articles, released without their texts; README.md is its data card."""

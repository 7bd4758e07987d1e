"""What everybody looks at: search, map, statistics, briefs, open data. It stands above all features and knows none by name."""

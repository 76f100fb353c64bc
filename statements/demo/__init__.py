"""The demonstration corpus: invented actors, so that every page has something to show."""

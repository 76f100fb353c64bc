"""The list of statements: which rows, their counts by filter, and the words a search found in them."""

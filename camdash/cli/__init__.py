"""The command line: the same functions as the pages, without a browser."""

"""The addresses of the pages, a file for each reader."""

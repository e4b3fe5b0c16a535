"""Starmap from elsewhere: a client of its HTTP interface."""

"""Commissions taken to their ends over HTTP, by programs from outside, while every part is killed."""

"""Webhooks to many endpoints, some of them dead or slow, while every part is killed in turn."""

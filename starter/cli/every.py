"""Every command at once: for whoever walks them all."""

from starter.cli.assembly import assembled

app = assembled()

"""Two who play against an honest other side: a brand and a creator, each for its own ends."""

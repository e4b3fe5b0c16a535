"""Random programs of everything that moves money at once, through the real engine, books and sandbox bank."""

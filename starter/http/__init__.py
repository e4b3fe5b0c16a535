"""The gateway: an HTTP API for brands, creators and operators. It parses, calls a use case, answers."""

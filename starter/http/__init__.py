"""The gateway: an HTTP API for brands, creators and operators. A door: it parses, calls one use case, answers."""

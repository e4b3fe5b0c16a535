"""Parts of the operators' page in the Web UI: the money, the case, the work, what can be pressed."""

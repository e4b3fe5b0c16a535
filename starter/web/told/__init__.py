"""What stands on the pages of a commission, in the reader's words."""

"""What every row of a page says: whose turn it is, until when, what happens then; and the life as a line."""

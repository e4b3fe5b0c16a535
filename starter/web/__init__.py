"""The pages: made by the server, for phones and desks, in Chinese and English; a door like the others."""

"""The pages: made by the server, for phones and desks, in Chinese and English. They call `services`, as every door."""

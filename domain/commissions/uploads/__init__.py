"""Files that the sides of a commission hand in: which kinds there are, what for, how large, how named."""

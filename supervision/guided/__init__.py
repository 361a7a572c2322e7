"""The guided pages of resolve and close: everything that the verb needs, done or open, and where it is mended."""

"""The lists of references in the book: how an entry is written out, and what stands under it."""

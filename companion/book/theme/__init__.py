"""What the book does to the theme: templates, one stylesheet, finished pages, and a check that the seams hold."""

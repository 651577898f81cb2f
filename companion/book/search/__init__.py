"""The search: what can be found, the words of every place, and the page that finds them without a server.

Sphinx's own search leads to whole pages, and shows a part of one only by fetching it, which a page from a folder may
not. Here the places are cards, terms, references, figures and sections; each carries the words that it shows as its
result, and one index has the rest. From Sphinx are the stop words and the stemmer, which run in the browser alone.
"""

"""What is cited, found again and corrected: permanent addresses, citations, and what each page tells other programs.

``work`` is what ``CITATION.cff`` says, ``wording`` writes it out; ``addresses`` are the names that outlive pages, and
``go`` the page that leads to them; ``offers`` puts "Cite" on pages; ``metadata`` and ``site`` are read by machines.
"""

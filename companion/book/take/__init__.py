"""What a reader takes along from a page: the page as an executed notebook that runs elsewhere."""

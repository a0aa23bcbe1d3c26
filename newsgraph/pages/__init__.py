"""An extraction for people to look at: a page for a browser, a text for a terminal."""

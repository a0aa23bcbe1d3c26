"""Who and where: names, titles, nouns and pronouns, and the actors and places that they stand for."""

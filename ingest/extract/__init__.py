"""From a parsed text to the actors, places, events and statements in it."""

"""When: written dates, what they mean, and which word each belongs to."""

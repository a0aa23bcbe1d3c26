"""The kernel: the nouns, how they are stored, and how a question becomes one Cypher query."""

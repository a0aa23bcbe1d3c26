"""Training of the language model: documents, network, losses and the loop, none of it part of the wheel."""

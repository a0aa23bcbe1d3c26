"""Who said what: content, cue and source, speaker, act, and what it is about."""

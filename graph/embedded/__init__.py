"""The store that needs no server: ArcadeDB in a child process that speaks Bolt."""

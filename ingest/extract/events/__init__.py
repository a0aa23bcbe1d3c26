"""What happened: triggers, PLOVER types, arguments, times, and which mentions are one event."""

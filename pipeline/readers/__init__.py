"""The work on one report, and who does it: a process, several, or a cluster."""

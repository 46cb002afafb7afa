"""Program to Result, in a process of its own, kept by content."""

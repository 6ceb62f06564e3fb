"""Who may come along, in which order people are asked, and how it ends."""

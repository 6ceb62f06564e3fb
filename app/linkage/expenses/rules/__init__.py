"""What can be claimed, how it is read, and where a claim may go."""

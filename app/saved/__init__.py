"""What somebody wants at hand: kept on their phone alone, or saved with an account."""

"""What changes in the directory; every change keeps the diary and the cards in step."""

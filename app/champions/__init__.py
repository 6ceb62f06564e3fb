"""Champions: who they are, what they are ready for, when and how far they can go, and their rest."""

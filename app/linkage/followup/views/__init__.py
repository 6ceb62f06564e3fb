"""The page on which somebody says how they are, and how often they are asked."""

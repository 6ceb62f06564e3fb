"""Telling, handling and alarming; the rota; blocks and exclusions."""

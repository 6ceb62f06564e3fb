"""The forms by which listings and venues are looked after."""

"""Concerns for somebody's safety, who reads them and by when, who is on duty, and who is never to meet whom."""

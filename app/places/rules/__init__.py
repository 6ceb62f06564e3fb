"""Rules about places: what somebody means by what they typed."""

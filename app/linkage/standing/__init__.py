"""Where things stand, as each side sees it: the newcomer, the coordinator, whoever referred."""

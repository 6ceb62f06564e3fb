"""When somebody is asked after."""

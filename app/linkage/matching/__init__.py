"""Who could go with somebody, who is asked, who says yes."""

"""Who is being asked, who walks with whom, and how much somebody carries already."""

"""Who could go with whom, in what order somebody is asked, and what is told of it: values in, answers out."""

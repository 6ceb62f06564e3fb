"""Who asks for company, for whom, with what wishes; and where each request stands."""

"""Who comes along where, who could, and what each of them sees."""

"""What may be agreed to, in which words; and when the glass may be broken."""

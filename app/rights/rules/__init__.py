"""What the register says, and how a copy is written: pure."""

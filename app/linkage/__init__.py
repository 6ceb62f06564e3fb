"""The heart: from “I would like company” to “how did it go”."""

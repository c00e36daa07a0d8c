"""The rules of this house, each a function from a source to the complaints about it."""

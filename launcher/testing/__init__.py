"""`./crm test`: groups of tests that run on all cores at once, each in a process and a database of its own."""

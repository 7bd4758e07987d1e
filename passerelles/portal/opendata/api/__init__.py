"""The read API: what the pages show, for programs. `operations` is the list of what can be asked; it is described by OpenAPI 3.1."""

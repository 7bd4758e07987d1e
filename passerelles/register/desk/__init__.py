"""The desk: where a coordinator judges what was read, document by document."""

"""The visits' pages."""

"""The requests' pages."""

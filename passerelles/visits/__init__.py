"""Visits: a delegation that is received, with its dossier, before, during and after."""

"""Pages that the network writes of itself: presentation, history, press, notices. Nothing else needs it."""

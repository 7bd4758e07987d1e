"""What the register gives away: records of entries and of what is said of them, in the open formats others read."""

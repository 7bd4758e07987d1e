"""Activities as IATI 2.03 wants them, one on each soil, and why some of them would be refused."""

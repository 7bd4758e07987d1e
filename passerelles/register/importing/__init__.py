"""From a spreadsheet to what it would say in the register: its tables, what their columns mean, whom their names mean, each row's facts."""

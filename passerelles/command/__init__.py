"""The command line: the top floor, which reads files with everything below it and shows what was found."""

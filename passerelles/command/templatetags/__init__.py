"""Tags of the report's templates."""

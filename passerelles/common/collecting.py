"""Static files as `collectstatic` leaves them: compressed, under names with their digest."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Collected(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """The storage of every site, collected or not: were another one chosen until something is collected, collecting would go there."""

    def stored_name(self, name: str) -> str:
        """A file's lasting name; its own where nothing was collected yet (tests, development), and files are found where they are."""
        lasting: str = super().stored_name(name) if self.hashed_files else name
        return lasting

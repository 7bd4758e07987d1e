"""How uploads reach the server: small files in memory, others on the disk, and never more of one than a document may have."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler


class UploadBound(FileUploadHandler):
    """Refuses, before anything is read, a request that announces more than may be brought at once."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None) -> None:  # noqa: N803
        if content_length > settings.LARGEST_UPLOAD:
            raise RequestDataTooBig("The files brought at once are larger than LARGEST_UPLOAD.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class BoundedFileHandler(TemporaryFileUploadHandler):
    """Writes a file to the disk as it comes, up to the size of the largest document: what is longer is refused by its size."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start <= settings.LARGEST_DOCUMENT:
            super().receive_data_chunk(raw_data, start)

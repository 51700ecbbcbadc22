"""Letting go of uploaded bytes, which streamlit keeps for as long as the session lasts."""

from collections.abc import Iterable

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx


def let_go(uploads: Iterable[str]) -> None:
    """Remove uploaded files from the server's memory; their uploader must be a new one afterwards."""
    context = get_script_run_ctx()
    if context is None or not isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        return
    for upload in set(uploads):
        context.uploaded_file_mgr.remove_file(context.session_id, upload)

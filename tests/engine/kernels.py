"""Notebooks in a real kernel, however slow the machine is."""

from nbclient import NotebookClient
from stubbed import PATIENCE


def run_notebook(notebook, folder, **options):
    """Run all cells in a kernel that begins in `folder`, and put what they show into them."""
    NotebookClient(
        notebook,
        timeout=PATIENCE,
        startup_timeout=PATIENCE,
        iopub_timeout=PATIENCE,  # else what is shown late is dropped without a word
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        **options,
    ).execute()

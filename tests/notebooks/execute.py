"""Run one notebook in a fresh kernel of this very Python: `python execute.py NOTEBOOK RESULT`.

A program of its own, because the kernel's connections are Jupyter's affair: what they warn about when they close is not
this project's, and must not hide what is.
"""

import sys
from pathlib import Path

LONGEST_CELL_S = 120


def execute(source: Path, target: Path) -> None:
    """Run a notebook in the folder of its result, and write it there with its outputs; errors are outputs, too."""
    import nbformat
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    # No folders to look into: the kernel is that of this interpreter, not another that the machine happens to have.
    kernel = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))
    notebook = nbformat.read(source, as_version=4)
    place = {"metadata": {"path": str(target.parent)}}
    NotebookClient(notebook, km=kernel, timeout=LONGEST_CELL_S, resources=place, allow_errors=True).execute()
    nbformat.write(notebook, target)


if __name__ == "__main__":
    execute(Path(sys.argv[1]), Path(sys.argv[2]))

"""Run notebooks one after another in one kernel of this very Python: `python execute.py FOLDER NOTEBOOK...`.

A program of its own, because the kernel's connections are Jupyter's affair: what they warn about when they close is not
this project's, and must not hide what is. Between two notebooks everything that was named is forgotten; starting a
kernel for each would take most of the time.
"""

import asyncio
import sys
from pathlib import Path

LONGEST_CELL_S = 60
FORGET = "%reset -f\n"


async def execute(folder: Path, sources: list[Path]) -> None:
    """Run notebooks in a folder, and write them there with their outputs; errors are outputs, too."""
    import nbformat
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    # No folders to look into: the kernel is that of this interpreter, not another that the machine happens to have.
    kernel = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))
    forget = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(FORGET)])
    try:
        for source in sources:
            await run(forget, kernel, folder)
            notebook = nbformat.read(source, as_version=4)
            await run(notebook, kernel, folder)
            nbformat.write(notebook, folder / source.name)
    finally:
        await kernel.shutdown_kernel(now=True)


async def run(notebook, kernel, folder):
    """Run one notebook."""
    from nbclient import NotebookClient

    place = {"metadata": {"path": str(folder)}}
    client = NotebookClient(notebook, km=kernel, timeout=LONGEST_CELL_S, resources=place, allow_errors=True)
    await client.async_execute()


if __name__ == "__main__":
    asyncio.run(execute(Path(sys.argv[1]), [Path(each) for each in sys.argv[2:]]))

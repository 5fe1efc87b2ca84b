"""On a machine where nothing is compiled yet: compile the time loop in another process, on another core.

`python -m lesionsim.cli.beside` reads a scenario, runs it, keeps nothing but the compiled loop, and ends. Meanwhile the
run itself compiles what measures and loads what draws. Should the other process fail, the run compiles everything.
"""

import os
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from lesionsim.scenario import Scenario, from_toml, to_toml

if TYPE_CHECKING:
    Process = subprocess.Popen[bytes]

LONGEST_WAIT_S = 60.0


def compile_in_two_places(scenario: Scenario) -> None:
    """Compile everything that a run of this scenario needs, where there is a second core."""
    if (os.cpu_count() or 1) < 2 or not sys.executable:
        return
    quiet = subprocess.DEVNULL
    command = [sys.executable, "-m", __name__]
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet) as other:
            try:
                hand_over(to_toml(scenario), other)
                compile_measures()
                import_module("lesionsim.plots.maps")
                other.wait(LONGEST_WAIT_S)
            finally:
                other.kill()  # does nothing to a process that has ended
    except (OSError, subprocess.TimeoutExpired):
        return  # the run compiles the loop itself


def hand_over(text: str, other: "Process") -> None:
    """Write a text to another process, and say that this is all."""
    if other.stdin is not None:
        with other.stdin:
            other.stdin.write(text.encode())


def compile_loop(text: str) -> None:
    """Compile the time loop, by running a scenario given as TOML."""
    from lesionsim.simulation import solve

    solve(from_toml(text))


def compile_measures() -> None:
    """Compile what measures and draws, on a result in which nothing has happened yet."""
    from lesionsim import library
    from lesionsim.kernels.arrays import TRACE_TIME, TRACE_TIP
    from lesionsim.lesion.fields import fine_temperature
    from lesionsim.lesion.measures import measure
    from lesionsim.problem.assemble import assemble
    from lesionsim.problem.injury import fresh_injury
    from lesionsim.result.dataset import to_dataset
    from lesionsim.result.ground import Ground
    from lesionsim.solver.heat import fresh_recorder

    scenario = library.scenario("b1")
    problem = assemble(scenario)
    injury = fresh_injury(problem.rows, problem.start_content.size, problem.stop)
    recorder = fresh_recorder(problem, scenario, 1, injury)
    recorder.frames[:] = recorder.frames[0]
    recorder.trace[-1, [TRACE_TIME, TRACE_TIP]] = scenario.protocol.duration_s, scenario.protocol.set_c
    ground = Ground(problem.grid, problem.probe, problem.criterion_row)
    result = to_dataset(scenario, ground, recorder, 0.0)
    measure(result)
    fine_temperature(result)


if __name__ == "__main__":
    from lesionsim.cli.starting import quick_start

    with quick_start():
        compile_loop(sys.stdin.buffer.read().decode())

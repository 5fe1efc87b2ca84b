"""A worker process with planted failures: which rows fail, and how, is said in JSON after the name of this file.

A row is what a formula says, unless the plan says otherwise; with "real" in the plan it is really run.
"""

import json
import math
import os
import signal
import sys
import time
from pathlib import Path

from lesionsim.errors import RunError
from lesionsim.sweep.running import worker


def command(**plan) -> list[str]:
    return [sys.executable, __file__, json.dumps(plan)]


def formula(scenario) -> dict:
    width = math.sqrt(scenario.protocol.steps[0].at_c - 37) / 3
    return {"lesions": [{"criterion": "formula", "width_mm": width}], "power_w": float("nan")}


def die() -> None:
    if sys.platform == "win32":
        os._exit(9)
    os.kill(os.getpid(), signal.SIGKILL)


def first_time(plan: dict, name: str) -> bool:
    try:
        (Path(plan["notes"]) / name).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def run_planted(plan: dict, scenario, options, number: int) -> dict:
    if number in plan.get("fail", []):
        raise RunError("temperature is not a number at 3 s, r = 0.5 mm; the usual cause is planted")
    if number in plan.get("bug", []):
        raise ZeroDivisionError("planted")
    if number in plan.get("slow", []):
        time.sleep(60)
    if number in plan.get("late", []):
        time.sleep(plan["late_s"])
    if number in plan.get("die", []) or (number in plan.get("die_once", []) and first_time(plan, str(number))):
        die()
    if number in plan.get("leave", []):
        os._exit(3)
    if number in plan.get("print", []):
        os.write(1, b"a library prints what it likes\n" * 1000)
        sys.stdout.write(f"{sys.stdin.read()!r}\n")
    if number == plan.get("kill_parent"):
        os.kill(os.getppid(), signal.SIGKILL)
    if number == -1:
        time.sleep(plan.get("warm_up_s", 0))
        if plan.get("die_at_start"):
            os._exit(5)
    if plan.get("pause_s"):
        time.sleep(plan["pause_s"])
    if plan.get("real"):
        from lesionsim.sweep.running.row import run_row

        return run_row(scenario, options, number)
    return formula(scenario)


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    worker.SAID_EVERY_S = given.get("said_every_s", worker.SAID_EVERY_S)
    worker.BATCH_AT_MOST_S = given.get("batch_at_most_s", worker.BATCH_AT_MOST_S)
    worker.VERSION = given.get("version", worker.VERSION)
    worker.main(lambda scenario, options, number: run_planted(given, scenario, options, number))

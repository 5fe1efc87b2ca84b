"""How far the teaching scenario is from benchmark B1, one change at a time."""

import lesionsim as ls

B1 = ls.change(ls.load("b1"), {"criteria": ["liver"]})
TEACHING = ls.load("lumbar-medial-branch")
CHANGES = {
    "30 s of cool-down": {"protocol": TEACHING.protocol},
    "perfusion stopped by damage": {"perfusion": TEACHING.perfusion},
    "library muscle": {"tissue": "muscle"},
    "20 G as 0.908 mm": {"probe.gauge": 20},
}


def volume(scenario: ls.Scenario) -> float:
    """Return the lesion's volume in mm3 under the first criterion."""
    return ls.measure(ls.simulate(scenario)).volume_mm3


def main() -> None:
    """Print the volume of B1, of each change alone, and of the teaching scenario."""
    base = volume(B1)
    print(f"{'B1':30} {base:7.2f} mm³")
    for name, changes in CHANGES.items():
        changed = volume(ls.change(B1, changes))
        print(f"{name:30} {changed:7.2f} mm³  {100 * (changed / base - 1):+.1f} %")
    changed = volume(TEACHING)
    print(f"{'lumbar-medial-branch, all four':30} {changed:7.2f} mm³  {100 * (changed / base - 1):+.1f} %")


if __name__ == "__main__":
    main()

"""The media that exact cases run in: round numbers near those of soft tissue and bone."""

from typing import NamedTuple

from lesionsim.problem.network import Medium


class Substance(NamedTuple):
    """Describe one medium whose properties do not change."""

    conductivity_w_m_k: float
    heat_capacity_j_m3_k: float
    cooling_per_s: float = 0.0  # rate at which blood removes a rise

    @property
    def diffusivity_m2_s(self) -> float:
        """Give k / (rho c)."""
        return self.conductivity_w_m_k / self.heat_capacity_j_m3_k

    @property
    def decay_per_m(self) -> float:
        """Give sqrt(cooling / diffusivity)."""
        return float((self.cooling_per_s / self.diffusivity_m2_s) ** 0.5)

    @property
    def heat(self) -> tuple[float, float, float]:
        """Give conductivity, diffusivity and cooling, in the order of the exact solutions."""
        return self.conductivity_w_m_k, self.diffusivity_m2_s, self.cooling_per_s

    @property
    def medium(self) -> Medium:
        """Give what the network needs."""
        perfusion = self.cooling_per_s * self.heat_capacity_j_m3_k
        return Medium(self.conductivity_w_m_k, self.heat_capacity_j_m3_k, perfusion)


# Perfused as strongly as liver, so that every term of a formula counts.
PERFUSED = Substance(0.5, 3.6e6, 0.01)
WEAKLY_PERFUSED = Substance(0.5, 3.6e6, 0.002)
BLOODLESS = Substance(0.5, 3.6e6)
BONE = Substance(0.32, 2.5e6)

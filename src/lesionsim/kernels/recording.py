"""Frames at wanted moments: recording never changes a time step."""

from lesionsim.kernels.arrays import (
    BEFORE,
    FRAME_DOSE,
    FRAME_PEAK,
    FRAME_TEMPERATURE,
    PEAK,
    PEAK_BEFORE,
    TEMPERATURE,
    TREND,
    TREND_BEFORE,
)
from lesionsim.kernels.compile import compiled, inlined

ROUNDING = 1e-9  # a frame this share of a step late still belongs to it


@compiled
def cubic(start, end, slope_start, slope_end, dt, x):
    """Evaluate at the fraction x of a step the cubic with these end values and slopes."""
    rest = 1.0 - x
    return (
        (1.0 + 2.0 * x) * rest * rest * start
        + x * rest * rest * dt * slope_start
        + x * x * (3.0 - 2.0 * x) * end
        - x * x * rest * dt * slope_end
    )


@compiled
def write_cubic(start, end, slope_start, slope_end, dt, x, target):
    """Write the cubic of a whole field at the fraction x of a step."""
    for k in range(target.size):
        target[k] = cubic(start[k], end[k], slope_start[k], slope_end[k], dt, x)


@inlined
def write_frame(fields, injury, dt, x, frame):
    """Write temperature, peak and doses at the fraction x of the step just taken."""
    temperature, peak = frame[FRAME_TEMPERATURE], frame[FRAME_PEAK]
    before, now = fields[BEFORE], fields[TEMPERATURE]
    write_cubic(before, now, fields[TREND_BEFORE], fields[TREND], dt, x, temperature)
    source = injury.work[PEAK] if x >= 1.0 else injury.work[PEAK_BEFORE]
    for k in range(peak.size):
        peak[k] = temperature[k] if temperature[k] > source[k] else source[k]
    for row in range(injury.kind.size):
        dose, rate = injury.dose[row], injury.rate[row]
        write_cubic(injury.before[0, row], dose, injury.before[1, row], rate, dt, x, frame[FRAME_DOSE + row])


@inlined
def write_due_frames(fields, injury, start, dt, frame, recorder):
    """Write all frames that fall into the step just taken and return the next frame's number."""
    while frame < recorder.frame_time_s.size and recorder.frame_time_s[frame] <= start + dt * (1.0 + ROUNDING):
        x = (recorder.frame_time_s[frame] - start) / dt
        x = x if x < 1.0 - ROUNDING else 1.0
        write_frame(fields, injury, dt, x, recorder.frames[frame])
        frame += 1
    return frame


@compiled
def write_couples(temperature, recorder, row):
    """Write what each thermocouple reads now."""
    for m in range(recorder.couple_index.shape[0]):
        reading = 0.0
        for i in range(recorder.couple_index.shape[1]):
            reading += recorder.couple_weight[m, i] * temperature[recorder.couple_index[m, i]]
        recorder.couple[row, m] = reading

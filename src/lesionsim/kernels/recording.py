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
from lesionsim.kernels.cubic import cubic, limited

LATE_S = 1e-9  # a frame this late still belongs to a step: moments are sums of steps


@compiled
def write_cubic(start, end, slopes, span, target):
    """Write the cubic of a whole field at a fraction of a step; `span` is (step in s, fraction)."""
    dt, x = span
    for k in range(target.size):
        change = end[k] - start[k]
        rise_start = limited(slopes[0][k], change, dt)
        rise_end = limited(slopes[1][k], change, dt)
        target[k] = cubic(start[k], end[k], rise_start, rise_end, x)


@inlined
def write_frame(fields, injury, dt, x, frame):
    """Write temperature, peak and doses at the fraction x of the step just taken."""
    temperature, peak = frame[FRAME_TEMPERATURE], frame[FRAME_PEAK]
    before, now = fields[BEFORE], fields[TEMPERATURE]
    slopes = (fields[TREND_BEFORE], fields[TREND])
    write_cubic(before, now, slopes, (dt, x), temperature)
    source = injury.work[PEAK] if x >= 1.0 else injury.work[PEAK_BEFORE]
    for k in range(peak.size):
        peak[k] = temperature[k] if temperature[k] > source[k] else source[k]
    for row in range(injury.kind.size):
        slopes = (injury.before[1, row], injury.rate[row])
        write_cubic(injury.before[0, row], injury.dose[row], slopes, (dt, x), frame[FRAME_DOSE + row])


@inlined
def write_due_frames(fields, injury, start, dt, frame, recorder):
    """Write all frames that fall into the step just taken and return the next frame's number."""
    while frame < recorder.frame_time_s.size and recorder.frame_time_s[frame] <= start + dt + LATE_S:
        x = (recorder.frame_time_s[frame] - start) / dt
        x = x if recorder.frame_time_s[frame] < start + dt - LATE_S else 1.0
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

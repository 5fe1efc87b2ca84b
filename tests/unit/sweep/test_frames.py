"""Frames arrive as they were sent, or not at all."""

import io

import pytest

from lesionsim.sweep.running import frames
from lesionsim.sweep.running.frames import Answers, Frame


def test_frames_arrive_in_order_and_then_the_end():
    stream = io.BytesIO()
    frames.send(stream, frames.BATCH, frames.pack_rows([1, 2, 10**12]))
    frames.send(stream, frames.READY)
    stream.seek(0)
    kind, body = frames.receive(stream)
    assert (kind, frames.unpack_rows(body)) == (frames.BATCH, [1, 2, 10**12])
    assert frames.receive(stream) == Frame(frames.READY, b"")
    assert frames.receive(stream).kind == frames.END


def test_answers_arrive_whole():
    answers = Answers([4, 2, 9], ["ok", "worker died", "failed"], b"lines\n\x00of bytes", 0.25)
    assert frames.unpack_answers(frames.pack_answers(answers)) == answers
    assert frames.unpack_answers(frames.pack_answers(Answers([], [], b"", 0.0))) == Answers([], [], b"", 0.0)


@pytest.mark.parametrize("missing", [1, 5, 9])
def test_a_frame_that_breaks_off_is_the_end(missing):
    stream = io.BytesIO()
    frames.send(stream, frames.DONE, b"12345")
    cut = io.BytesIO(stream.getvalue()[:-missing])
    assert frames.receive(cut).kind == frames.END


def test_a_frame_that_arrives_in_pieces_is_put_together():
    class Dripping(io.BytesIO):
        def read(self, count=-1):
            return super().read(min(count, 3))

    stream = io.BytesIO()
    frames.send(stream, frames.DONE, bytes(range(100)))
    assert frames.receive(Dripping(stream.getvalue())).body == bytes(range(100))

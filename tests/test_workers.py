"""Work shared out among threads: in order, and over when it is over."""

from __future__ import annotations

import threading
import time

import pytest

from dispatch.workers import Workers


@pytest.mark.parametrize("count", [1, 3])
def test_results_come_in_order_with_as_many_at_a_time_as_there_are_workers(count: int) -> None:
    workers, meeting = Workers(count), threading.Barrier(count)

    def work(item: int) -> int:
        meeting.wait(10)  # all of them are here at once, or it breaks
        return item * item

    assert workers.each(work, range(2 * count)) == [item * item for item in range(2 * count)]


def test_a_worker_that_shares_out_work_does_it_itself() -> None:
    workers = Workers(2)
    threads = workers.each(lambda _: workers.each(lambda _: threading.get_ident(), range(3)), range(4))
    assert all(len(set(inner)) == 1 for inner in threads)


def test_when_one_fails_nothing_is_under_way_any_more() -> None:
    workers, begun, ended = Workers(2), [], []

    def work(item: int) -> None:
        begun.append(item)
        if item == 0:
            raise ValueError("the first")
        time.sleep(0.05)
        ended.append(item)

    with pytest.raises(ValueError, match="the first"):
        workers.each(work, range(50))
    assert set(begun) - {0} == set(ended)
    assert len(begun) < 50

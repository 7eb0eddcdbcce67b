"""Work that waits on a library in another language, done while Python does something else."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class _Beside(Thread, Generic[T]):
    def __init__(self, make: Callable[[], T]) -> None:
        super().__init__()
        self._make = make
        self._made: T
        self._error: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self._made = self._make()
        # Whoever asks for the result gets it.
        except BaseException as error:
            self._error = error

    def result(self) -> T:
        self.join()
        if self._error is not None:
            raise self._error
        return self._made


def beside(make: Callable[[], T]) -> Callable[[], T]:
    """Start to make a value in a thread of its own.

    Returns:
        a function that waits for the value and returns it, or raises what `make` raised; every call says the same.
    """
    return _Beside(make).result

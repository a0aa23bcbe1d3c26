"""Transactions through the driver's pool: run again when that helps, errors translated once."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, GraphDatabase, Query, Result, Session, Transaction
from neo4j.exceptions import DriverError, Neo4jError

from graph.dialects import Dialect
from graph.driver_errors import is_gone, is_passing, translated
from graph.errors import StoreUnavailable
from graph.exchange import can_exchange, exchange
from graph.read_ahead import read_ahead

Answer = TypeVar("Answer")
Work = Callable[[Transaction], Answer]

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 6
_FIRST_PAUSE = 0.02
_LONGEST_PAUSE = 0.5
# For so long a server that ends is looked for again: until the system has cleared it away, its address seems good.
_AWAY = 20.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server speaks Bolt, and as whom to speak to it."""

    url: str
    user: str
    password: str
    database: str | None


class Connection:
    """A pool of connections to the server that ``locate`` finds; it is asked again when the server is gone."""

    def __init__(
        self,
        locate: Callable[[], Address],
        dialect: Dialect,
        *,
        name: str,
        pool_size: int,
        timeout: float,
        is_relocatable: bool = False,
    ) -> None:
        self.dialect = dialect
        self.name = name
        self._locate = locate
        self._pool_size = pool_size
        self._timeout = timeout
        self._is_relocatable = is_relocatable
        self._lock = threading.Lock()
        self._driver: Driver | None = None
        self._database: str | None = None
        self._is_closed = False

    def close(self) -> None:
        """Close the pool; later use raises `StoreUnavailable`."""
        with self._lock:
            driver, self._driver, self._is_closed = self._driver, None, True
        if driver is not None:
            driver.close()

    def read(self, work: Work[Answer]) -> Answer:
        """Do ``work`` in a read transaction. Raises `StoreError`."""
        return self._in_session(lambda session: self._in_transaction(session, work), READ_ACCESS)

    def answer(self, text: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Run one statement that reads and give its records. Raises `StoreError`.

        It is one exchange with the server, where a transaction that is begun and committed takes three.
        """
        limit = self.dialect.transaction_timeout(self._timeout)

        def answered(driver: Driver, database: str | None) -> list[dict[str, Any]]:
            if can_exchange(driver):
                return exchange(driver, database, text, params, timeout=self._timeout, limit=limit)
            with driver.session(database=database, default_access_mode=READ_ACCESS) as session:
                return _records(session.run(Query(text, timeout=limit), dict(params)))

        return self._run(answered)

    def write(self, work: Work[Answer]) -> Answer:
        """Do ``work`` in one write transaction; it is done wholly or not at all. Raises `StoreError`."""
        return self._in_session(lambda session: self._in_transaction(session, work), WRITE_ACCESS)

    def statements(self, texts: list[str]) -> None:
        """Run statements that want transactions of their own, as Neo4j's schema does. Raises `StoreError`."""
        driver, database = self._opened()
        try:
            with driver.session(database=database) as session:
                for text in texts:
                    session.run(text).consume()
        except (Neo4jError, DriverError, OSError) as error:
            raise translated(error, self.name) from error

    def _in_session(self, work: Callable[[Session], Answer], access: str) -> Answer:
        def in_session(driver: Driver, database: str | None) -> Answer:
            with driver.session(database=database, default_access_mode=access) as session:
                return work(session)

        return self._run(in_session)

    def _run(self, work: Callable[[Driver, str | None], Answer]) -> Answer:
        attempt = 0
        end = time.monotonic() + _AWAY
        while True:
            driver, database = self._opened()
            try:
                return work(driver, database)
            except (Neo4jError, DriverError, OSError) as error:
                attempt += 1
                if self._has_moved(error, driver) and time.monotonic() < end:
                    self._drop(driver)
                elif attempt >= MOST_ATTEMPTS or is_gone(error) or not is_passing(error):
                    raise translated(error, self.name) from error
                log.debug("transaction_again", extra={"attempt": attempt, "reason": str(error)})
            time.sleep(min(_FIRST_PAUSE * 2**attempt, _LONGEST_PAUSE) * (0.5 + random.random()))

    def _in_transaction(self, session: Session, work: Work[Answer]) -> Answer:
        limit = self.dialect.transaction_timeout(self._timeout)
        with session.begin_transaction(timeout=limit) as transaction:
            answer = work(transaction)
            transaction.commit()
            return answer

    def _has_moved(self, error: Exception, driver: Driver) -> bool:
        """Whether the server is to be looked for anew: it is gone, or another thread has closed this driver for that.

        A server by address that is gone is the operator's to start; the embedded one is ours.
        """
        return self._is_relocatable and not self._is_closed and (is_gone(error) or driver is not self._driver)

    def _opened(self) -> tuple[Driver, str | None]:
        with self._lock:
            if self._is_closed:
                raise StoreUnavailable(f"{self.name} is closed: open it again")
            if self._driver is None:
                address = self._locate()
                self._driver, self._database = self._open(address), address.database
            return self._driver, self._database

    def _open(self, address: Address) -> Driver:
        try:
            driver = GraphDatabase.driver(
                address.url,
                auth=(address.user, address.password),
                max_connection_pool_size=self._pool_size,
                connection_timeout=self._timeout,
                connection_acquisition_timeout=self._timeout,
                **self.dialect.driver_options(),
            )
        except (Neo4jError, DriverError, OSError, ValueError) as error:
            raise translated(error, self.name) from error
        read_ahead(driver)
        return driver

    def _drop(self, gone: Driver) -> None:
        """Forget a driver whose server is gone, unless another thread did so first."""
        with self._lock:
            if self._driver is gone:
                self._driver = None
        gone.close()


def rows(transaction: Transaction, text: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """Run one statement and give its records as mappings."""
    return _records(transaction.run(text, dict(params or {})))


def _records(result: Result) -> list[dict[str, Any]]:
    # Nothing that we ask for holds a node or a path, so the driver's walk through each value can be left out.
    return [dict(zip(record.keys(), record, strict=True)) for record in result]

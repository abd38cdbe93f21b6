"""How long receipts and feedback are kept: what is older is forgotten, at the start and every day after."""

import logging
import threading
from typing import TYPE_CHECKING

from corpus.errors import PreceptorshipError

if TYPE_CHECKING:
    from ui.store.opening import Store

log = logging.getLogger(__name__)

DAY = 24 * 3600.0


def keep_for(store: "Store", days: int, every: float = DAY) -> threading.Event:
    """Forget what is older than `days` now and every `every` seconds, in a thread, until the event is set; 0 days keeps
    everything."""
    stopped = threading.Event()

    def forgetting() -> None:
        while True:
            try:
                store.prune(days)
            except PreceptorshipError as error:
                log.warning("what is too old could not be forgotten: %s", error.message)
            if stopped.wait(every):
                return

    if days:
        threading.Thread(target=forgetting, name="retention", daemon=True).start()
    return stopped

"""What the service keeps: receipts of answers and feedback. No question, unless the person who asked chose so."""

from ui.store.opening import Store, open_store
from ui.store.reasons import Reason
from ui.store.receipts import Receipt, kept_receipt

__all__ = ["Reason", "Receipt", "Store", "kept_receipt", "open_store"]

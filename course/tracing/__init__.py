"""Record NumPy code as it runs, forward and backward, as data to step through.

``record(fn, *inputs)`` gives a ``Trace``.
"""

from .errors import RecordingError as RecordingError
from .foreign import trace_of as trace_of
from .recorder import record as record
from .trace import Check as Check
from .trace import Node as Node
from .trace import Step as Step
from .trace import Trace as Trace

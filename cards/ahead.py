"""The first import of the process that programs are forked from.

Collecting garbage while the heavy packages load takes a fifth of that time and
finds none. `run` turns it on again, in each program's own process.
"""

import gc

gc.disable()

"""The first import of the process that programs are forked from.

Collecting garbage while the heavy packages load takes a fifth of that time and
finds none; `run` turns it on again, in each program's own process. And a spare
process that is just being started when the pool closes has nothing to tell:
what programs write to stderr is caught apart from this.
"""

import gc
import os

gc.disable()
_nothing = os.open(os.devnull, os.O_WRONLY)
os.dup2(_nothing, 2)
os.close(_nothing)

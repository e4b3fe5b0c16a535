"""What touches the world, one effect each, harmless to repeat.

None is interrupted (`no_thread_cancel_exception`): the SDK would throw an exception into the thread at
whatever it does, between two writes or while the database layer sets itself up, and leave the worker broken.
One that came too late ends by itself, and what it still writes is what the next attempt finds done.
"""

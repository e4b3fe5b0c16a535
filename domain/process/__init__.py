"""The shape of a process with a life of its own, which commission and withdrawal share.

A state; a table of rows, of which the first one that holds says what an event does (`table`); guards that
refuse by name (`guard`); clocks (`clock`); the versions of its rules (`versions`); and the ids of commands
that were applied (`applied`). Its workflow takes what people say by `workflows.messages.admission`.
"""

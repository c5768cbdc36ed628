"""The untrusted side: what runs inside the sandbox, beside student code.

    __main__.py   start: give up privileges, then import the rest
    relay.py      start in a container, whose one stream it turns into sockets
    frames.py     what runs over that stream
    server.py     the fork server: forks a child for each hand-in, ends it, cleans up after it
    warm.py       what the server imports and runs once, so that no hand-in pays for it
    libraries.py  what it imports besides, where a notebook mentions it
    eager.py      keeps PyTorch's compiler out until it is asked for
    child.py      one hand-in's process: confine itself, then answer requests until killed
    notebook.py   IPython as a kernel would run it; collects outputs
    public.py     stands in for the public checks, which a notebook's check cells call
    collect.py    the outputs of one cell, capped
    calls.py      calls of students' functions and of probes
    faults.py     says what was raised without trusting the exception
    linux.py      the few system calls that Python does not wrap

Nothing in this package holds a secret: assume that a hand-in reads and rewrites all of it in its
own process. It imports `autograder.wire` and nothing else of the engine.
"""

"""Libraries that take long to import, and which of them a notebook needs.

The fork server imports them before a hand-in that mentions them is run, once, and exercises them:
the first figure alone takes 0.4 s. Where no notebook mentions them, nobody waits for them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Library:
    """What is imported, and the words that tell of its use.

    The cells of `set_up` are run after the import. `more` and `cells` are imported and run for a
    class, not for a few hand-ins. `without` is what the modules would import themselves and
    hardly ever use.
    """

    modules: tuple[str, ...]
    set_up: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


# Each cell by itself: what fails there warms nothing, and no hand-in would tell.
LIBRARIES = {
    "scipy": Library(("scipy.special",)),
    # A module below it, since the module itself may be left out: see eager.
    "scipy.stats": Library(("scipy.stats.distributions",), words=("stats",)),
    "sklearn": Library(
        ("sklearn.datasets",),
        more=(
            "scipy.special", "sklearn.linear_model", "sklearn.metrics", "sklearn.model_selection",
            "sklearn.preprocessing",
        ),
        cells=("from sklearn.datasets import load_iris\nload_iris()",),
        without=("scipy.stats",),
    ),
    "pandas": Library(("pandas",)),
    "seaborn": Library(("seaborn",)),
    "tqdm": Library(("tqdm.auto",)),
    "matplotlib": Library(
        ("matplotlib.pyplot",),
        set_up=("%matplotlib inline",),
        more=(
            "PIL.BmpImagePlugin", "PIL.GifImagePlugin", "PIL.JpegImagePlugin",
            "PIL.PpmImagePlugin",
        ),
        cells=(
            "import matplotlib.pyplot as plt\nplt.imshow([[0, 1]]); plt.show()",
            "import matplotlib.pyplot as plt\n"
            "_, (a, b) = plt.subplots(1, 2)\na.plot([0, 1], '--o', label='a'); a.legend()\n"
            "a.set(title='t', xlabel='x', ylabel='$y$'); b.scatter([0, 1], [0, 1]); plt.show()",
        ),
        words=("matplotlib", "pylab"),
    ),
}  # fmt: skip


def mentioned(text: str) -> frozenset[str]:
    """Return the libraries whose names stand in `text`; one too many costs time only."""
    return frozenset(
        name
        for name, library in LIBRARIES.items()
        if any(word in text for word in library.words or (name,))
    )

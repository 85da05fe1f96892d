"""Why a verb stops short, and the exit status of that."""


class Stop(Exception):
    """
    A verb cannot go on.

    Attributes:
        sentence: What to tell on stderr.
        status: 1 for problems in what was looked at, 2 for wrong usage, 4 for a refused file.
    """

    def __init__(self, sentence: str, status: int = 2) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status

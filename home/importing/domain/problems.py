"""A file that cannot be imported."""

from home.enums.importing import ImportProblem


class CannotImport(ValueError):
    """Carries the problem."""

    def __init__(self, problem: ImportProblem) -> None:
        self.problem = problem
        super().__init__(problem.value)

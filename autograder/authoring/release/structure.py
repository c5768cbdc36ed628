"""Does a source notebook fit course.yml and nbgrader's format? Asked before anything is built."""

from nbgrader.nbgraderformat import MetadataValidator

from autograder.authoring.release.source import Cell, Source, cell_name, is_kind, split_solution
from autograder.course import Assignment, ByHand
from autograder.errors import ReleaseError
from autograder.public.load import CODE


def check_structure(source: Source, assignment: Assignment) -> None:
    """Raise ReleaseError, with file, cell and remedy, at the first thing that does not fit."""
    cells = source.notebook.cells
    _check_metadata(source, cells)
    for cell in cells:
        _check_regions(source, cell)
    names = [cell_name(cell) for cell in cells]
    for task in assignment.tasks:
        if task.id not in names:
            raise ReleaseError(
                f"{source.path}: there is no cell for task `{task.id}` of course.yml",
                remedy=f"add a solution cell with the grade_id {task.id}, or drop the task",
            )
        place = names.index(task.id)
        _check_task_cell(source, cells[place])
        following = cells[place + 1] if place + 1 < len(cells) else None
        _check_check_cell(source, task.id, float(task.points), following)
    for part in assignment.by_hand:
        _check_by_hand(source, part, next((c for c in cells if cell_name(c) == part.id), None))
    parts = {task.id for task in assignment.tasks} | {part.id for part in assignment.by_hand}
    _check_other_cells(source, cells, parts)


def refuse(source: Source, cell: Cell, fault: str, remedy: str) -> ReleaseError:
    """Return the error that names the file and the cell."""
    return ReleaseError(f"{source.path}: cell `{cell_name(cell)}`: {fault}", remedy=remedy)


def _check_metadata(source: Source, cells: list[Cell]) -> None:
    seen: set[str] = set()
    for cell in cells:
        try:
            MetadataValidator().validate_cell(cell)
        except Exception as error:  # jsonschema's, nbgrader's own, or a KeyError for a missing key
            fault = getattr(error, "message", None) or f"{type(error).__name__}: {error}"
            raise refuse(
                source,
                cell,
                f"nbgrader rejects its metadata: {fault}",
                "set the cell's type again in Jupyter's Create Assignment panel",
            ) from error
        if "nbgrader" not in cell.metadata:
            continue
        if cell_name(cell) in seen:
            raise refuse(
                source,
                cell,
                "another cell has the same grade_id",
                "give each cell its own: a copied cell keeps the grade_id of the first",
            )
        seen.add(cell_name(cell))


def _check_regions(source: Source, cell: Cell) -> None:
    try:
        _, regions = split_solution(cell)
    except ValueError as error:
        raise refuse(
            source, cell, str(error), "pair ### BEGIN SOLUTION with ### END SOLUTION"
        ) from error
    if regions and not is_kind(cell, "solution"):
        raise refuse(
            source,
            cell,
            "it holds a solution region but is no solution cell",
            "make it nbgrader's `Autograded answer`, or take the markers out",
        )


def _check_task_cell(source: Source, cell: Cell) -> None:
    if cell.cell_type != "code" or not is_kind(cell, "solution") or is_kind(cell, "grade"):
        raise refuse(
            source,
            cell,
            "a task's cell must be a code cell of the kind `solution`, with no points of its own",
            "make it nbgrader's `Autograded answer`; the points belong to its check cell",
        )


def _check_check_cell(source: Source, task: str, points: float, cell: Cell | None) -> None:
    if cell is None or cell_name(cell) != f"check_{task}":
        found = "the end of the notebook" if cell is None else f"`{cell_name(cell)}`"
        raise ReleaseError(
            f"{source.path}: cell `{task}`: {found} follows it, not its check",
            remedy=f"put the locked check cell check_{task} right under it",
        )
    kinds = [is_kind(cell, kind) for kind in ("grade", "solution", "locked")]
    if kinds != [True, False, True] or cell.cell_type != "code":
        raise refuse(
            source,
            cell,
            "a check cell must be a locked code cell that carries points",
            "make it nbgrader's `Autograder tests`",
        )
    declared = float(cell.metadata["nbgrader"]["points"])
    if declared != points:
        raise refuse(
            source,
            cell,
            f"it carries {declared:g} points, and course.yml gives `{task}` {points:g}",
            "make the two agree",
        )
    if CODE in source.files and cell.source.strip() != f'check("{task}")':
        raise refuse(
            source,
            cell,
            f"beside a {CODE} it holds code of its own",
            f'let it be the one line check("{task}"), and put the code there',
        )
    if "raises-exception" not in cell.metadata.get("tags", []):
        raise refuse(
            source,
            cell,
            "while its task is open it would stop `Run All`",
            "give it the tag raises-exception",
        )


def _check_by_hand(source: Source, part: ByHand, cell: Cell | None) -> None:
    if cell is None:
        raise ReleaseError(
            f"{source.path}: there is no cell `{part.id}`, which course.yml has graded by hand",
            remedy="give the cell that grade_id, or drop it from `by_hand`",
        )
    answer, task = is_kind(cell, "solution"), is_kind(cell, "task")
    graded = is_kind(cell, "grade") or task
    if answer == task or graded != (part.points > 0):
        raise refuse(
            source,
            cell,
            f"it is no answer that a person gives {part.points:g} points for",
            "make it nbgrader's `Manually graded answer` or `Manually graded task`"
            if part.points
            else "make it nbgrader's `Autograded answer`, which has no points of its own",
        )
    declared = float(cell.metadata["nbgrader"].get("points") or 0) if graded else 0.0
    if declared != part.points:
        fault = f"it carries {declared:g} points, and course.yml gives it {part.points:g}"
        raise refuse(source, cell, fault, "make the two agree")


def _check_other_cells(source: Source, cells: list[Cell], tasks: set[str]) -> None:
    known = tasks | {f"check_{task}" for task in tasks}
    for cell in cells:
        if cell_name(cell) in known:
            continue
        if any(is_kind(cell, kind) for kind in ("solution", "grade", "task")):
            raise refuse(
                source,
                cell,
                "it is to be graded, but course.yml knows no such task",
                "add the task to course.yml, or make the cell nbgrader's `Read-only`",
            )
        if cell.cell_type == "code" and not is_kind(cell, "locked"):
            raise refuse(
                source,
                cell,
                "given code must be locked, or it is not restored before grading",
                "make it nbgrader's `Read-only` and give it a grade_id",
            )

"""The trainer that loops are compared with trains as PyTorch does, and one fault is one fault."""

import os
import subprocess
import sys
from itertools import combinations

import pytest
import torch
from torch.utils.data import DataLoader, TensorDataset

from autograder.kit.compare import HISTORY, agrees, diagnose, error
from autograder.kit.hidden import Trainer
from autograder.kit.hidden.loops import ANYWHERE, OF_THE_LOSS, ORDERS_ALIKE, counts


@pytest.fixture
def rng():
    return torch.Generator().manual_seed(0)


def neuron(_, parameters, x):
    weight, bias = parameters
    return (x @ weight + bias).view(-1)


def by_formula(given, parameters, x, y):
    off = 2 * (neuron(given, parameters, x) - y) / len(y)
    return [x.T @ off.view(-1, 1), off.sum()]


MINIBATCHES = Trainer(start=lambda given: given["start"], predict=neuron, minibatches=True)
FULL_BATCH = Trainer(
    start=lambda given: given["start"], predict=neuron, rounds="n_iters",
    defaults={"learning_rate": 0.01},
)  # fmt: skip
FORMULA = FULL_BATCH.but(gradient=by_formula)


LABELS = MINIBATCHES.but(
    labels=True,
    usual_loss="cross_entropy",
    loss=lambda _, outputs, y: torch.nn.functional.cross_entropy(outputs, y),
    predict=lambda given, parameters, x: neuron(given, parameters, x)[:, None] * torch.arange(3),
)


def problem(rng, n=23, **more):
    def draw(*shape):
        return torch.randn(*shape, generator=rng, dtype=torch.float64).float()

    settings = {"epochs": 3, "n_iters": 4, "learning_rate": 0.03, "seed": 7, "ambient_seed": 8}
    return {
        "x": draw(n, 3), "y": draw(n), "start": [draw(3, 1), draw(1)],
        **settings, "minibatch_size": 4, **more,
    }  # fmt: skip


def of_pytorch(given, batches):
    """Return the costs and the parameters of a loop as students write it."""
    parameters = [part.clone().requires_grad_() for part in given["start"]]
    optimizer = torch.optim.SGD(parameters, lr=given["learning_rate"])
    torch.manual_seed(given["seed"])
    costs, x, y = [], given["x"], given["y"]
    for _ in range(given["epochs"]):
        for x_, y_ in batches(x, y):
            optimizer.zero_grad()
            torch.nn.functional.mse_loss(neuron(given, parameters, x_), y_).backward()
            optimizer.step()
        costs.append(torch.nn.functional.mse_loss(neuron(given, parameters, x), y).item())
    return costs, parameters


def shuffled(x, y):
    for rows in torch.randperm(len(y)).split(4):
        yield x[rows], y[rows]


def test_references_have_one_thread_so_that_graders_do_not_wait_for_each_other():
    code = "import torch, autograder.kit.hidden; print(torch.get_num_threads())"
    several = {**os.environ, "OMP_NUM_THREADS": "4"}
    done = subprocess.run([sys.executable, "-c", code], env=several, capture_output=True, text=True)
    assert done.stdout == "1\n", done.stderr


def test_minibatches_are_those_of_a_seeded_randperm(rng):
    given = problem(rng)
    costs, parameters = of_pytorch(given, shuffled)
    found = MINIBATCHES.train(given)
    assert agrees(found.losses, costs, rtol=1e-6)
    assert agrees(found.parameters, parameters, rtol=1e-6)
    assert MINIBATCHES.ends(given) == (found.parameters, found.losses)
    moved = [
        (b - a) / given["learning_rate"] for a, b in zip(given["start"], parameters, strict=True)
    ]
    assert agrees(MINIBATCHES.moves(given), moved, rtol=1e-4)


def test_the_shuffle_of_a_data_loader_is_known(rng):
    given = problem(rng)

    def loaded(x, y):
        return DataLoader(TensorDataset(x, y), batch_size=4, shuffle=True)

    costs, _ = of_pytorch(given, loaded)
    assert agrees(MINIBATCHES.losses(given, order="of a DataLoader"), costs, rtol=1e-6)
    assert not agrees(MINIBATCHES.losses(given), costs, rtol=1e-3)


def test_a_full_batch_notes_the_loss_before_each_update(rng):
    given = problem(rng)
    found = FULL_BATCH.train(given)
    noted = [FULL_BATCH.loss_at(given, parameters) for parameters in found.path]
    assert agrees(found.losses, noted[:-1], rtol=1e-6)
    assert agrees(FULL_BATCH.losses(given, noted="after"), noted[1:], rtol=1e-6)
    along = [move for at in found.path[:-1] for move in FULL_BATCH.downhill(given, at)]
    assert agrees(FULL_BATCH.moves(given), along, rtol=1e-4)
    assert len(FULL_BATCH.moves(given)) == 2 * given["n_iters"]


def test_a_formula_and_autograd_train_alike_also_in_their_mistakes(rng):
    given = problem(rng)
    for _, changes in [
        ("", {}),
        *ANYWHERE,
        ("", {"clear": "never"}),
        ("", {"parts": "one by one"}),
    ]:
        assert agrees(
            FORMULA.train(given, **changes).path, FULL_BATCH.train(given, **changes).path, rtol=1e-4
        )


def test_a_factor_is_of_what_is_followed_and_a_default_of_what_is_left_out(rng):
    given = problem(rng, factor=-2.0)
    start, plain = given["start"], problem_of(given)
    downhill = [-2 * part for part in FULL_BATCH.downhill(plain, start)]
    assert agrees(FULL_BATCH.downhill(given, start), downhill)
    assert FULL_BATCH.losses(given)[0] == FULL_BATCH.losses(problem_of(given))[0]
    without = {name: part for name, part in given.items() if name != "learning_rate"}
    assert agrees(FULL_BATCH.losses(without), FULL_BATCH.losses({**given, "learning_rate": 0.01}))


def problem_of(given):
    return {**given, "factor": 1.0}


def families(rng):
    """Return for each kind of loop its problems, what is right, the hypotheses and a tolerance."""
    runs = [problem(rng, 11, epochs=2), problem(rng)]
    for once in (True, False):
        told = [{**given, "drawn_once": once} for given in runs]
        yield told, MINIBATCHES.losses, MINIBATCHES.wrong(answer="losses"), HISTORY
    yield runs, FULL_BATCH.moves, FULL_BATCH.wrong(answer="moves"), 1e-4
    whole = FULL_BATCH.loops(*counts(20), *OF_THE_LOSS)
    yield runs, FULL_BATCH.ends, FULL_BATCH.wrong(whole, "ends"), 1e-4
    yield runs, FORMULA.ends, FORMULA.wrong(answer="ends"), 1e-4
    classes = [{**given, "y": (given["y"] > 0).long(), "drawn_once": True} for given in runs]
    yield classes, LABELS.moves, LABELS.wrong(answer="moves"), 1e-4


def test_hypotheses_can_be_told_apart(rng):
    """Two ids that behave alike would never be a diagnosis."""
    for runs, truth, hypotheses, rtol in families(rng):
        truths = list(map(truth, runs))
        answers = [(name, list(map(wrong, runs))) for name, wrong in hypotheses]
        telling = [one for one in answers if distance(one[1], truths) > 2 * rtol]
        assert len(telling) > len(answers) / 2
        for (name, one), (other, two) in combinations(telling, 2):
            if name != other:
                assert distance(one, two) > 2 * rtol, (name, other)


def distance(answers, others):
    """Return by how much two hypotheses differ where they differ most."""
    return max(error(a, b) for a, b in zip(answers, others, strict=True))


@pytest.mark.parametrize("once", [True, False])
def test_one_order_for_all_epochs_is_named_by_how_often_one_was_drawn(rng, once):
    runs = [problem(rng), problem(rng)]
    told = [{**given, "drawn_once": once} for given in runs]
    for order in ORDERS_ALIKE:
        answers = [MINIBATCHES.losses(given, order=order) for given in runs]
        named = diagnose(told, answers, MINIBATCHES.wrong(answer="losses"), rtol=HISTORY)
        assert named == ("no-shuffle" if once else "seed-misplaced")
        assert diagnose(runs, answers, MINIBATCHES.wrong(answer="losses"), rtol=HISTORY) is None


def test_a_loop_has_the_mistakes_that_its_kind_can_have():
    def ids(trainer):
        return {name for name, _ in trainer.loops()}

    assert "no-shuffle" in ids(MINIBATCHES)
    assert "loss-after-update" not in ids(MINIBATCHES)
    assert {"loss-after-update", "no-zero-grad"} <= ids(FULL_BATCH)
    assert not ids(FORMULA) & {"no-zero-grad", "backward-twice", "broadcast-loss", "no-shuffle"}
    assert "broadcast-loss" not in ids(MINIBATCHES.but(labels=True))


@pytest.mark.parametrize("stale", ["everywhere", "in training"])
def test_a_prediction_that_is_stale_gives_the_first_gradient_for_ever(rng, stale):
    given = problem(rng)
    first, *others = zip(*[iter(FORMULA.moves(given, stale=stale))] * 2, strict=True)
    assert agrees(first, FORMULA.moves({**given, "n_iters": 1}))
    assert all(agrees(other, first, rtol=1e-4) for other in others)
    losses = FORMULA.losses(given, stale=stale)
    assert (len(set(losses)) == 1) == (stale == "everywhere")


def test_metrics_are_noted_beside_the_loss(rng):
    def note(given, predict, loss):
        return float(loss(predict(given["x"]), given["y"])), 0.5

    given = problem(rng)
    noted = MINIBATCHES.but(note=note).losses(given)
    assert agrees([first for first, _ in noted], MINIBATCHES.losses(given))
    assert {second for _, second in noted} == {0.5}


def test_one_fault_is_refused_by_a_name_that_does_not_exist(rng):
    with pytest.raises(TypeError):
        MINIBATCHES.train(problem(rng), shuffled=False)

"""The recipe: fits what can be fitted, the same way twice, and ships what it fitted."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))

import corpus
import learner
import weights
from learner import Settings, fit

from sayso.extract import decide

QUICK = Settings(hidden=8, epochs=30, batch=32, rate=0.02, dropout=0.1, feature_dropout=0.0, min_count=1)


def toy(n: int = 240) -> tuple[list[list[str]], np.ndarray, list[str]]:
    """One class told by a feature, one by a pair of features that mean nothing alone, one by a dense value."""
    rng = np.random.default_rng(5)
    rows, labels = [], []
    dense = rng.standard_normal((n, 2)).astype("float32")
    for i in range(n):
        a, b, c = rng.random(3) < 0.5
        rows.append([f"a={a}", f"b={b}", f"c={c}", f"noise={rng.integers(20)}"])
        labels.append("A" if c else "B" if a != b else "C" if dense[i, 0] > 0 else "NONE")
    return rows, dense, labels


def right(model: learner.Model, rows: list[list[str]], dense: np.ndarray, labels: list[str]) -> float:
    best = model.proba(rows, dense).argmax(axis=1)
    return float(np.mean([model.classes[k] == label for k, label in zip(best, labels, strict=True)]))


@pytest.fixture(scope="module")
def model() -> learner.Model:
    return fit(*toy()[:2], toy()[2], QUICK)


def test_an_average_has_the_mean_of_the_logits(model: learner.Model) -> None:
    rows, dense, labels = toy()
    other = fit(
        [[*row, "only here"] for row in rows[:200]], dense[:200], labels[:200], replace(QUICK, seed=9)
    )
    mean = learner.averaged([model, other])
    logits = [np.log(m.proba(rows, dense)) for m in (model, other, mean)]
    centred = [x - x.mean(axis=1, keepdims=True) for x in logits]
    assert np.allclose(centred[2], (centred[0] + centred[1]) / 2, atol=1e-3)
    assert "only here" in mean.names


def test_it_learns_single_features_pairs_and_vectors(model: learner.Model) -> None:
    rows, dense, labels = toy()
    assert right(model, rows, dense, labels) > 0.95


def test_the_same_weights_twice(model: learner.Model) -> None:
    again = fit(*toy()[:2], toy()[2], QUICK)
    assert again.names == model.names
    for part in ("L", "E", "W1", "b1", "W2", "b", "mean", "scale"):
        assert np.array_equal(getattr(again, part), getattr(model, part)), part


def test_another_seed_other_weights(model: learner.Model) -> None:
    rows, dense, labels = toy()
    other = fit(rows, dense, labels, replace(QUICK, seed=8))
    assert not np.array_equal(other.E, model.E)


def test_rare_features_are_left_out() -> None:
    rows, dense, labels = toy()
    rows = [[*row, f"once={i}"] for i, row in enumerate(rows)]
    model = fit(rows, dense, labels, replace(QUICK, min_count=2, epochs=1))
    assert not any(name.startswith("once=") for name in model.names)


def test_without_vectors() -> None:
    rows, _, labels = toy()
    model = fit(rows, None, labels, replace(QUICK, epochs=5))
    table = model.proba(rows)
    assert table.shape == (len(rows), len(model.classes))
    assert np.allclose(table.sum(axis=1), 1)


def test_class_weights_move_the_balance() -> None:
    rows, dense, labels = toy()
    few = fit(rows, dense, labels, replace(QUICK, epochs=4))
    many = fit(rows, dense, labels, replace(QUICK, epochs=4, class_weight={"NONE": 20.0}))
    k = few.classes.index("NONE")
    assert many.proba(rows, dense)[:, k].mean() > few.proba(rows, dense)[:, k].mean()


@pytest.fixture
def laid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("SAYSO_DATA", str(tmp_path))
    decide.load.cache_clear()
    yield tmp_path / "model" / "weights" / "fr.toy.npz"
    decide.load.cache_clear()


def test_what_is_shipped_decides_as_what_was_fitted(model: learner.Model, laid: Path) -> None:
    rows, dense, _ = toy()
    weights.save(model, laid)
    shipped = decide.load("toy", "fr")
    assert np.allclose(shipped.probabilities(rows, dense), model.proba(rows, dense), atol=0.01)
    assert np.array_equal(
        shipped.probabilities(rows, dense), weights.decider(model).probabilities(rows, dense)
    )


def test_eight_bits_a_weight_are_right_to_a_254th_of_their_row() -> None:
    array = np.array([[3.0, -1.5, 0.01], [0.002, -0.001, 0.0005], [0, 0, 0]], dtype="float32")
    small, scale = weights.packed(array)
    assert (small.dtype, scale.dtype) == (np.int8, np.float16)
    back = decide.unpacked({"L": small, "L_scale": scale}, "L")
    assert np.all(np.abs(back - array) <= np.abs(array).max(axis=1, keepdims=True) / 250)
    assert not back[2].any()


def test_weight_files_are_the_same_bytes(model: learner.Model, laid: Path) -> None:
    weights.save(model, laid)
    first = laid.read_bytes()
    weights.save(model, laid)
    assert laid.read_bytes() == first


def test_an_offset_is_added_to_its_class(model: learner.Model, laid: Path) -> None:
    rows, dense, _ = toy()
    weights.save(model, laid, {"NONE": 5.0})
    moved = decide.load("toy", "fr").probabilities(rows, dense)
    k = model.classes.index("NONE")
    assert (moved[:, k] >= weights.decider(model).probabilities(rows, dense)[:, k]).all()


def test_the_pipeline_can_be_lent_other_weights(model: learner.Model) -> None:
    lent = weights.decider(model)
    with weights.using({"trigger": lent}):
        assert decide.load("trigger", "fr") is lent
    assert decide.load.__name__ == "load"


def test_annotations_are_joined_with_their_texts(tmp_path: Path) -> None:
    text = "Selon Ankara, l'armée a bombardé la ville mardi."
    claim = {
        "trigger": [24, 32],
        "event": 1,
        "type": "ASSAULT",
        "factuality": "CT+",
        "tense": "past",
        "actor": [{"at": [14, 21], "code": "TURMIL"}],
        "recipient": [],
        "when": {"at": [42, 47], "edtf": "2019-10-08"},
        "source": {"at": [6, 12], "kind": "named", "stance": "reports", "cue": [0, 5]},
    }
    labels, texts = tmp_path / "labels.jsonl", tmp_path / "texts.jsonl"
    rows = [{"id": "x-1", "claims": [claim]}, {"id": "x-2", "claims": []}]
    labels.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    texts.write_text(json.dumps({"id": "x-1", "text": text, "date": "2019-10-09"}) + "\n", encoding="utf-8")
    ((row, (joined,)),) = corpus.joined(labels, texts)
    assert row["id"] == "x-1"
    assert corpus.span_of(joined, text) == (24, 32)
    assert joined["actor"] == [{"text": "l'armée", "code": "TURMIL"}]
    assert joined["when"] == {"text": "mardi", "edtf": "2019-10-08"}
    assert joined["source"]["text"] == "Ankara"


def test_the_annotations_hold_no_text() -> None:
    """Offsets and labels alone: every string of every line is a code, a label, a date or an id."""
    folder = Path(corpus.__file__).parent / "annotations"
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    assert lines

    def strings(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for inner in value.values():
                yield from strings(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from strings(inner)

    for line in lines:
        assert all(len(text) <= 24 and " " not in text for text in strings(json.loads(line)))

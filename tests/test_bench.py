"""`make bench` finds benches by their file names, and its JSON has the promised fields."""

import json
import subprocess
import sys

from tests.bench import __main__ as bench
from tests.bench.figure import Figure


def test_a_record_has_the_promised_fields():
    assert Figure("a", 2.0, "s").record() == {"name": "a", "value": 2.0, "unit": "s"}
    with_baseline = Figure("a", 2.0, "s", baseline=8.0, against="b").record()
    assert with_baseline == {"name": "a", "value": 2.0, "unit": "s", "baseline": 8.0, "against": "b", "ratio": 0.25}


def test_benches_are_found_chosen_printed_and_written(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(bench, "OUTPUT", tmp_path / "build" / "bench.json")
    bench.main(["vectorised"])
    (figure,) = json.loads((tmp_path / "build" / "bench.json").read_text())
    assert figure["name"] in capsys.readouterr().out
    assert 0 < figure["value"] < figure["baseline"]


def test_it_runs_as_a_module_and_refuses_an_unknown_name():
    run = subprocess.run([sys.executable, "-m", "tests.bench", "nothing"], text=True, capture_output=True)
    assert run.returncode == 1
    assert "No bench's name holds nothing. There are: " in run.stderr
    assert "bench_import" in run.stderr

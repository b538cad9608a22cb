"""A cluster of Spark on this machine for the tests: a master and two workers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from sayso.bench.local_cluster import LocalCluster

#: Where work for the tests lies that the workers must find, too.
WORK = (Path(__file__).parents[1], Path(__file__).parents[1] / "engine")


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """Skipped where there is no Java or no pyspark, which is a failure where everything must run."""
    if shutil.which("java") is None or find_spec("pyspark") is None:
        told = "Spark cannot be tested\nhint: apt-get install openjdk-17-jre-headless; pip install 'sayso[spark]'"
        if os.environ.get("SAYSO_CI"):
            pytest.fail(told)
        pytest.skip(told)
    paths = os.pathsep.join((*map(str, WORK), os.environ.get("PYTHONPATH", "")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", paths)
        for path in WORK:
            patch.syspath_prepend(str(path))
        with LocalCluster(tmp_path_factory.mktemp("spark"), 2) as cluster:
            yield cluster

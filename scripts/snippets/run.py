"""Runs Python as the examples of the pages are read, and writes what comes of each, one JSON object in a line.

Arguments: the file with the list of what is run, and the file for the outcomes. Files write into the folder of the process.
"""

import json
import shutil
import sys
from pathlib import Path

import cdk8s
import cdk8s_plus_28
import cdk8s_service_patterns
import constructs

DIST = Path("dist")
NAMES = {
    name: getattr(module, name)
    for module in (constructs, cdk8s_plus_28, cdk8s, cdk8s_service_patterns)
    for name in module.__all__
}


def rendered(app):
    manifests = [manifest for chart in app.charts for manifest in cdk8s.Testing.synth(chart)]
    return json.dumps(manifests, separators=(",", ":"), ensure_ascii=False)


def run_fragment(code):
    app = cdk8s.Testing.app()
    chart = cdk8s.Chart(app, "shop", namespace="shop")
    exec(code, {**NAMES, "app": app, "chart": chart})
    return rendered(app)


def run_file(code):
    shutil.rmtree(DIST, ignore_errors=True)
    names = {"__name__": "__main__"}
    exec(code, names)
    if DIST.exists():
        files = sorted(path for path in DIST.rglob("*") if path.is_file())
        return "\n".join(f"# {path.relative_to(DIST)}\n{path.read_text()}" for path in files)
    return rendered(names["app"]) if "app" in names else ""


def outcome(case):
    try:
        return {"rendered": (run_file if case["isFile"] else run_fragment)(case["code"])}
    except Exception as error:  # Whatever is raised is what is compared.
        # jsii writes the class of the error in front of what static methods and methods throw.
        message = str(error).removeprefix("Error: ")
        return {"refused": message if isinstance(error, RuntimeError) else f"{type(error).__name__}: {message}"}


cases = json.loads(Path(sys.argv[1]).read_text())
Path(sys.argv[2]).write_text("".join(json.dumps(outcome(case)) + "\n" for case in cases))

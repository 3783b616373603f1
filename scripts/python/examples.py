"""Makes each example of the docstrings, with what it takes as given; prints those that fail, and how many there are."""
import inspect
import re
import sys
import textwrap
import traceback

import cdk8s
import cdk8s_plus_28
import cdk8s_service_patterns as library
import constructs
from cdk8s import App, Chart, Size

# In a docstring "\\n" is the end of a line.
NOT_PYTHON = {"ConfigFile", "ConfigFiles"}


def given(code):
    """What an example uses and does not make: the translation says it in comments, `# api: InternalService`."""
    names = {}
    for module in (constructs, cdk8s, cdk8s_plus_28, library):
        names.update({name: getattr(module, name) for name in module.__all__})
    chart = Chart(App(), "shop", namespace="shop")
    names.update(app=chart.node.root, chart=chart)
    # What is said of the cluster comes before the workloads.
    profile = re.search(r"^ClusterProfile\(.*?\)\.apply_to\(chart\)$", code, re.M)
    if profile:
        exec(profile[0], names)
    for name, kind in re.findall(r"^# (\w+): (\w+)$", code, re.M):
        names[name] = make(chart, f"given-{name}", kind)
    return names, code.replace(profile[0], "") if profile else code


def make(chart, name, kind):
    if kind == "HeadlessDatabase":
        secret = cdk8s_plus_28.Secret.from_secret_name(chart, f"{name}-secret", "s")
        password = library.DatabasePassword(secret=secret, key="password", url_safe=True)
        engine = library.DatabaseEngine.postgres("16.4")
        return library.HeadlessDatabase(chart, name, engine=engine, storage=Size.gibibytes(1), password=password)
    if kind == "ClusterGuardrail":
        return library.ClusterGuardrail(chart, name)
    needed = {} if kind == "Worker" else {"port": 80}
    if kind == "PublicWebApp":
        needed["exposure"] = library.Exposure.load_balancer()
    return getattr(library, kind)(chart, name, image="acme/app:1.0.0", **needed)


def examples():
    for name in library.__all__:
        found = getattr(library, name)
        if not inspect.isclass(found):
            continue
        for text in re.findall(r"Example::\n\n((?:[ ]+.*\n|\n)+)", (inspect.getdoc(found) or "") + "\n"):
            yield name, textwrap.dedent(text)


failed, count = [], 0
for name, code in examples():
    if name in NOT_PYTHON:
        continue
    count += 1
    try:
        names, code = given(code)
        exec(compile(code, f"example of {name}", "exec"), names)
    except Exception as error:
        failed.append(f"{name}: {traceback.format_exception_only(error)[-1].strip()}\n{textwrap.indent(code, '    ')}")
print(f"{count} examples of docstrings made")
if failed or count < 40:
    sys.exit("\n".join(failed) or "too few examples: the docstrings have lost them")

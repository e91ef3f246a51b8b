"""Prints the reference of the Python package as Markdown, from its docstrings; it is read, never imported.

python python.py <folder of the package>
"""

import ast
import os
import re
import sys

#: Modules that are imported by name, besides what the package itself exports.
MODULES = ["keras", "flax", "lightning", "trainer"]


def main(folder):
    tree = parse(os.path.join(folder, "__init__.py"))
    exported = next(ast.literal_eval(node.value) for node in tree.body if assigns(node, "__all__"))
    for name in sorted(exported):
        path, node = find(folder, name)
        print(f"## stratalens.{name}\n\n{described(node)}")
    for module in MODULES:
        print(f"## stratalens.{module}\n")
        tree = parse(os.path.join(folder, f"{module}.py"))
        print(f"{text(tree)}\n")
        for node in tree.body:
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith("_"):
                print(f"### {node.name}\n\n{described(node, 4)}")


def parse(path):
    with open(path, encoding="utf-8") as file:
        return ast.parse(file.read())


def assigns(node, name):
    return isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id == name for one in node.targets)


def find(folder, name):
    for file in sorted(os.listdir(folder)):
        if file.endswith(".py"):
            for node in parse(os.path.join(folder, file)).body:
                if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and node.name == name:
                    return file, node
    raise SystemExit(f"{folder}: nothing is called {name}, though __all__ names it.")


def described(node, level=3):
    parts = [f"```python\n{signature(node)}\n```\n", f"{text(node)}\n"]
    if isinstance(node, ast.ClassDef):
        for one in node.body:
            if isinstance(one, ast.FunctionDef) and not one.name.startswith("_") and ast.get_docstring(one):
                parts.append(f"{'#' * level} {node.name}.{one.name}\n\n{described(one)}")
    return "\n".join(parts)


def signature(node):
    if isinstance(node, ast.ClassDef):
        made = next((one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"), None)
        bases = ", ".join(ast.unparse(one) for one in node.bases)
        return f"class {node.name}({without_self(made) if made else bases})"
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"def {node.name}({without_self(node)}){returns}"


def without_self(node):
    return re.sub(r"^self(?:: [^,]+)?(?:, )?", "", ast.unparse(node.args))


def text(node):
    """The docstring, its fields as a list; what Vue would take for its own is written otherwise."""
    said = ast.get_docstring(node) or ""
    said = re.sub(r":(?:class|meth|func):`~?([^`]+)`", r"`\1`", said)
    said = said.replace("``", "`")
    lines = []
    for line in said.split("\n"):
        field = re.match(r":param (\w+): ?(.*)", line) or re.match(r":(returns|raises [^:]+): ?(.*)", line)
        if field:
            name = f"`{field[1]}`" if line.startswith(":param") else field[1].replace("raises", "raises").strip()
            if lines and not lines[-1].startswith(("- ", "  ")):
                lines.append("")
            lines.append(f"- {name}: {field[2]}")
        else:
            lines.append(line)
    parts = re.split(r"(`[^`]*`)", "\n".join(lines))
    return "".join(part if at % 2 else part.replace("<", "&lt;") for at, part in enumerate(parts))


if __name__ == "__main__":
    main(sys.argv[1])

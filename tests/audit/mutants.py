"""Small changes to the verifier's source, one at a time: a comparison turned round, a condition dropped, a finding left out."""

import ast
import types

from audit.offline import verify_bundle

OTHER = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
NOT_ASKED = {"main"}  # what it prints and returns is asserted by running it as a program


def source():
    with open(verify_bundle.__file__, encoding="utf-8") as file:
        return file.read()


def _places(tree):
    """Every function's nodes in a stable order."""
    for function in tree.body:
        if isinstance(function, ast.ClassDef | ast.FunctionDef) and function.name not in NOT_ASKED:
            # a loop's own condition turned round never ends
            loops = {id(node.test) for node in ast.walk(function) if isinstance(node, ast.While)}
            yield from ((function.name, node) for node in ast.walk(function) if id(node) not in loops)


def _ways(node):
    """What may be done to this node: (what, function that does it in place)."""
    if isinstance(node, ast.Compare):
        for at, op in enumerate(node.ops):
            if other := OTHER.get(type(op)):
                yield (
                    f"{type(op).__name__}->{other.__name__}",
                    lambda n, at=at, other=other: n.ops.__setitem__(at, other()),
                )
    if isinstance(node, ast.BoolOp):
        for at in range(len(node.values)):
            neutral = ast.Constant(isinstance(node.op, ast.And))
            yield f"without operand {at}", lambda n, at=at, neutral=neutral: n.values.__setitem__(at, neutral)
    if isinstance(node, ast.If):
        yield "if True", lambda n: setattr(n, "test", ast.Constant(True))
        yield "if False", lambda n: setattr(n, "test", ast.Constant(False))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "call left out", lambda n: setattr(n, "value", ast.Constant(None))
    if isinstance(node, ast.Raise):
        yield "not raised", lambda n: setattr(n, "exc", ast.Name("ValueError", ast.Load()))
    if isinstance(node, ast.List) and isinstance(node.ctx, ast.Load) and len(node.elts) > 1:
        yield "list emptied", lambda n: n.elts.clear()


def mutants():
    """(name, the changed module), each with one change."""
    original = ast.parse(source())
    for index, (function, node) in enumerate(_places(original)):
        for what, _change in _ways(node):
            yield f"{function}:{node.lineno} {what} in {ast.unparse(node)[:60]}", index, what


def built(index, what):
    """The module with this change, or with none."""
    tree = _original()
    if what is not None:
        node = list(_places(tree))[index][1]
        dict(_ways(node))[what](node)
    module = types.ModuleType("mutant")
    exec(compile(ast.fix_missing_locations(tree), "mutant", "exec"), module.__dict__)
    return module


def _original():
    return ast.parse(source())

"""
goal: rule later cells and what is shown: transformers, events, formatters, magics, run_cell, the compiler, the hook of results
must: no marks for the tests of this class; only the outputs of this notebook change.
"""
import torch


class Adaline1:                       # wrong on purpose: earns marks only if the attack works
    def __init__(self, num_features, device=None, dtype=None):
        self.weight = torch.zeros(num_features, 1, device=device, dtype=dtype)
        self.bias = torch.zeros(1, device=device, dtype=dtype)

    def forward(self, x):
        return torch.zeros(x.size(0))

    def backward(self, x, yhat, y):
        return torch.zeros_like(self.weight), torch.zeros(())


import ast, sys
from IPython import get_ipython
_shell = get_ipython()
class _Turn(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
_shell.ast_transformers.append(_Turn())
_shell.input_transformers_cleanup.append(lambda lines: ["Adaline1 = Adaline1\n", *lines])
_shell.events.register("pre_run_cell", lambda *a: print("pre"))
_shell.events.register("post_run_cell", lambda *a: _shell.user_ns.update(_turned=True))
_shell.display_formatter.formatters["text/html"].for_type(int, lambda n: "<script>alert(1)</script>" * 3)
_shell.display_formatter.formatters["text/plain"].for_type(int, lambda n, p, c: p.text("\x1b[2J\u202e 30 / 30"))
_shell.register_magic_function(lambda line: "sys", "line", "time")
_shell.run_cell("print('inner'); 1 / 0")
_shell.set_custom_exc((Exception,), lambda shell, etype, value, tb, tb_offset=None: ["\x1b[2J"])
_shell.transform_cell = lambda source: "print('turned')\n"
_shell.compile.ast_parse = lambda *a, **k: ast.parse("1")
_shell.run_cell = lambda *a, **k: type("R", (), {"error_before_exec": None, "error_in_exec": None})()
_shell.user_ns.clear()
_shell.user_ns["Adaline1"] = Adaline1 if "Adaline1" in globals() else None
sys.displayhook = sys.excepthook = lambda *a: None

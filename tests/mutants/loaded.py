"""For `pytest -p tests.mutants.loaded`: one module of the product is loaded with other text than its file has."""

from __future__ import annotations

import json
import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from types import CodeType

from tests.cover import ROOT

_CHANGED = json.loads(os.environ["TONGXIN_CHANGED"])


class _Loader(SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:
        code: CodeType = compile(_CHANGED["source"], self.path, "exec", dont_inherit=True)
        return code


class _Finder(MetaPathFinder):
    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        if fullname != _CHANGED["module"]:
            return None
        file = str(ROOT / _CHANGED["path"])
        inside = [os.path.dirname(file)] if file.endswith("__init__.py") else None  # noqa: PTH120  a string is asked for
        return spec_from_file_location(
            fullname, file, loader=_Loader(fullname, file), submodule_search_locations=inside
        )


sys.meta_path.insert(0, _Finder())

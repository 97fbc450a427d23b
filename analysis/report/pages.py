"""Fill the templates of pages, and write data as scripts, which a page opened from a folder can read."""

import json
import tomllib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analysis.plots.common import word

CHUNK = 500  # rows, or sentences, in one data file
ROWS = 50  # rows that a table shows at first; these are readable without a script, too
_FOLDER = Path(__file__).parent / "templates"


def render(template: str, **values: object) -> str:
    """Return a template filled with values, which are escaped unless the template says that they are safe."""
    return _environment().get_template(template).render(values)


def read_data(name: str) -> dict[str, dict]:
    """Return what a TOML file beside the templates says."""
    return tomllib.loads(Path(_FOLDER, name).read_text(encoding="utf-8"))


def as_script(name: str, data: object) -> str:
    r"""Return a script that hands data over to sentences.js; it is ASCII, and nothing in it can end a script.

    >>> as_script("rows", ["</script>é"])
    'put("rows", ["\\u003c/script>\\u00e9"]);\n'
    """
    text = json.dumps(data, separators=(",", ":")).replace("<", r"\u003c")
    return f'put("{name}", {text});\n'


LAYERS, PAGES, TABLES = map(read_data, ("layers.toml", "pages.toml", "tables.toml"))


@cache
def _environment() -> Environment:
    how = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    environment = Environment(loader=FileSystemLoader(_FOLDER), **how)
    environment.filters["word"] = word
    environment.globals |= {"layers": LAYERS, "pages": PAGES, "chunk": CHUNK, "rows": ROWS}
    return environment

// Byte-compiles every module below a folder with Pyodide's own Python, in place: node compile.mjs PYODIDE FOLDER OPTIMIZE
// OPTIMIZE 2 leaves out docstrings and asserts.
import { pathToFileURL } from "node:url";

const [core, folder, optimize] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${core}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: core, lockFileContents: { info: JSON.parse(process.env.PYODIDE_INFO), packages: {} } });
python.mountNodeFS("/folder", folder);
python.runPython(`
import py_compile
from pathlib import Path

for source in Path("/folder").rglob("*.py"):
    py_compile.compile(
        str(source),
        cfile=f"{source}c",
        dfile=str(source.relative_to("/folder")),
        doraise=True,
        optimize=${Number(optimize)},
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    source.unlink()
`);

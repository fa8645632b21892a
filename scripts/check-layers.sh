#!/usr/bin/env bash
# Fails when a source file imports what its target may not: arrows between targets point down only,
# each dependency has one home, and only Generation speaks to an AI provider.
#
#     scripts/check-layers.sh [FOLDER]     # the folder that holds Sources; default: this checkout
#
# Prints `file:line: error: rule` for each violation and exits 1. SwiftPM does not reject an import
# of a target that was not declared, as long as something else in the build made it.
set -euo pipefail
exec python3 - "${1:-$(dirname "$0")/..}" <<'PY'
import os
import re
import sys

C_MODULES = {
    "Markup": {"CCMarkGFM"},
    "Raster": {"CPNG", "CFreeType", "CHarfBuzz", "CFriBidi", "CDeflate", "CTurboJPEG"},
    "Curl": {"CCurl"},
}

# Target -> the targets it may import. Diagnostics is open to everyone.
LEVELS = [
    {"Diagnostics": set()},
    {"JSONText": set(), "SourceText": set(), "Raster": set(), "Curl": set()},
    {
        "CRMModel": {"JSONText"},
        "Templating": {"SourceText", "JSONText"},
        "Markup": {"SourceText"},
        "Messages": {"SourceText"},
    },
    {
        "Records": {"CRMModel", "JSONText"},
        "Recommendations": {"CRMModel", "JSONText"},
        "Generation": {"JSONText", "Curl"},
        "Boards": {"CRMModel", "JSONText", "Raster"},
    },
    {"Campaigns": "below"},
    {"Site": "below"},
    {"BuildPipeline": "below"},
    {"PreviewServer": "below", "CommandLineTool": "below"},
    {"galley": {"CommandLineTool"}, "Benchmarks": "below"},
]

# Dependency -> the targets that may import it; everything else goes through their interface.
HOMES = {
    "Yams": {"JSONText"},
    "GRDB": {"Records", "Generation"},
    "GRDBSQLite": {"Records", "Generation"},
    "ArgumentParser": {"CommandLineTool", "galley"},
    "FlyingFox": {"PreviewServer"},
    "FlyingSocks": {"PreviewServer"},
}

EVERYONE = {
    "Crypto", "Logging", "Foundation", "FoundationEssentials", "FoundationInternationalization",
    "Glibc", "Musl", "Darwin", "Dispatch", "Synchronization", "Swift", "_Concurrency",
}

# Finer rules of single dependencies: only the ledger in Generation stores, only its providers call.
PROVIDER_PATHS = re.compile(
    r"/(?:v\d+(?:beta)?/)?(?:chat/completions|completions|responses|embeddings|messages:batch)\b"
    r"|/v1/messages\b|:generateContent\b|\bapi\.(?:openai|anthropic|mistral)\.|/api/(?:chat|generate)\b")

IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+"
    r"(?:(?:struct|class|enum|protocol|typealias|func|var|let|actor)\s+)?([A-Za-z_]\w*)")

ALLOWED = {}
below = set()
for level in LEVELS:
    for target, names in level.items():
        ALLOWED[target] = (set(below) if names == "below" else set(names)) | {"Diagnostics"}
    below |= set(level)
TARGETS = set(ALLOWED)
ALL_C = set().union(*C_MODULES.values())


def imports(text):
    """(line number, module) of every import statement outside comments and strings."""
    depth = 0  # of nested block comments
    in_string = False  # a multi-line literal
    for number, line in enumerate(text.split("\n"), start=1):
        starts_outside = depth == 0 and not in_string
        code = re.sub(r"//.*", "", line) if not in_string else line
        if starts_outside:
            for statement in code.split(";"):
                match = IMPORT.match(statement)
                if match:
                    yield number, match.group(1)
        if code.count('"""') % 2:
            in_string = not in_string
        if not in_string:
            depth = max(0, depth + code.count("/*") - code.count("*/"))


def problem(target, module, folders):
    """The broken rule, or None."""
    if module in EVERYONE or module == target:
        return None
    if module in ALL_C:
        home = next(name for name, modules in C_MODULES.items() if module in modules)
        if target != home or "C" not in folders:
            return f"the C module {module} is imported only in a folder C/ of {home}"
        return None
    if module in HOMES:
        if target not in HOMES[module]:
            return f"{module} is imported only by {' and '.join(sorted(HOMES[module]))}"
        return None
    if module in TARGETS:
        if module not in ALLOWED[target]:
            names = ", ".join(sorted(ALLOWED[target]))
            return f"{target} may not import {module}; it may import {names}"
        return None
    return f"the module {module} is unknown to this check; give it a home in scripts/check-layers.sh"


def main(root):
    sources = os.path.join(root, "Sources")
    found = []
    files = 0
    for folder, folders, names in os.walk(sources):
        folders.sort()
        for name in sorted(names):
            if not name.endswith(".swift"):
                continue
            files += 1
            path = os.path.join(folder, name)
            shown = os.path.relpath(path, root)
            parts = os.path.relpath(path, sources).split(os.sep)
            target = parts[0]
            with open(path, encoding="utf-8") as file:
                text = file.read()
            if target not in TARGETS:
                found.append((shown, 1, f"the target {target} has no level in scripts/check-layers.sh"))
                continue
            for number, module in imports(text):
                rule = problem(target, module, parts[1:-1])
                if rule:
                    found.append((shown, number, rule))
            if target == "Generation":
                continue
            for number, line in enumerate(text.split("\n"), start=1):
                if '"' in line and PROVIDER_PATHS.search(line) and not line.lstrip().startswith("//"):
                    found.append((shown, number, "only Generation names a path of an AI provider"))
    for shown, number, rule in found:
        print(f"{shown}:{number}: error: {rule} [layers]")
    if files == 0:
        print(f"check-layers: there is no Swift file below {sources}", file=sys.stderr)
        return 1
    if not found:
        print(f"Layers hold in {files} files.")
    return 1 if found else 0


sys.exit(main(sys.argv[1]))
PY

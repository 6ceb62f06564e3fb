#!/bin/sh
# Install the calendar readers that are written in JavaScript, where Node is there to run them.
readers=tests/calendars/judges
[ -f "$readers/package-lock.json" ] || exit 0
if ! command -v npm >/dev/null 2>&1; then
    echo "Node is not installed: calendars are read back by the Python readers only."
    exit 0
fi
installed=$readers/node_modules/.package-lock.json
[ -f "$installed" ] && [ "$installed" -nt "$readers/package-lock.json" ] && exit 0
exec npm ci --silent --no-audit --no-fund --ignore-scripts --prefix "$readers"

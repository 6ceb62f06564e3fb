#!/bin/sh
# See that a Chromium is on the PATH; install Debian's if we may; else say in one sentence what to do.
for each in chromium chromium-browser google-chrome; do
    command -v "$each" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests ..."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium >/dev/null && exit 0
fi
echo "The browser tests need Chromium: install it (on Debian or Ubuntu: sudo apt install chromium), or run 'make check', which leaves them out." >&2
exit 1

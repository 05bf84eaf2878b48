#!/bin/sh
# fresh_debian.sh ROOT [FOLDER]: the two commands of the README on a new machine, by hand, as root, with debootstrap.
#
# ROOT is a directory that becomes a minimal Debian 12 with python3, make and git and nothing else (it is used again when
# it is one already). This checkout, as committed, is cloned into it. FOLDER is what `make test` runs there: "tests/areas"
# unless said; "tests" runs everything. The network and certificates are this machine's. Ends non-zero at the first
# thing that is not as the README says.
set -eu
mkdir -p "$1"
root=$(cd "$1" && pwd -P)
folder=${2:-tests/areas}
here=$(cd "$(dirname "$0")/../.." && pwd)
port=${PORT:-8123}
say() { printf '\n== %s\n' "$1"; }
fail() {
	printf 'FAILED: %s\n' "$1" >&2
	exit 1
}

[ "$(id -u)" = 0 ] || fail "this needs root: debootstrap makes a system"
command -v debootstrap >/dev/null || fail "debootstrap is missing: apt-get install debootstrap"
[ -e "$root/etc/debian_version" ] ||
	debootstrap --variant=minbase --include=python3,make,git,ca-certificates,procps bookworm "$root"

# As this machine reaches the network, so does that one: names, certificates, and how packages are fetched.
for file in /etc/resolv.conf /etc/hosts /etc/ssl/certs/ca-certificates.crt /etc/pip.conf; do
	[ ! -e "$file" ] || cp -L "$file" "$root$file"
done
mounted() { grep -q " $root/$1 " /proc/mounts; }
away() { for place in dev/shm proc; do ! mounted "$place" || umount "$root/$place"; done; }
# As Ctrl+C does: to the program that make has started in there, found by its root.
interrupt() {
	for process in /proc/[0-9]*; do
		[ "$(readlink "$process/root" 2>/dev/null || true)" = "$root" ] || continue
		! tr '\0' ' ' <"$process/cmdline" | grep -q -- "-m portal.ops.run" || kill -INT "${process#/proc/}"
	done
}
stop() {
	[ -z "${site:-}" ] || { interrupt && wait "$site" || true; }
	away
}
trap stop EXIT
mounted proc || mount -t proc proc "$root/proc"
mkdir -p "$root/dev/shm"
mounted dev/shm || mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm" # what Python's processes share
inside() {
	env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
		SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt PIP_CERT=/etc/ssl/certs/ca-certificates.crt \
		chroot "$root" /bin/sh -c "cd /root/site && $1"
}

rm -rf "$root/root/site"
git clone -q --no-hardlinks "$here" "$root/root/site"

if ! inside 'python3 -c "import ensurepip"' 2>/dev/null; then
	say "make run on what Debian gives: one line, and nothing half-made"
	inside 'make run' >"$root/root/first.log" 2>&1 && fail "make run went on without ensurepip"
	cat "$root/root/first.log"
	grep -q "apt-get install python3 python3-venv" "$root/root/first.log" || fail "the line does not say what to install"
	inside '[ ! -e .venv ]' || fail "a half-made .venv was left behind"

	say "what that line says"
	inside 'apt-get update -qq && apt-get install -qq -y python3 python3-venv >/dev/null'
fi

say "make run"
began=$(date +%s)
inside "exec make run PORT=$port" >"$root/root/run.log" 2>&1 &
site=$!
until grep -q "Ctrl+C stops everything" "$root/root/run.log"; do
	kill -0 "$site" 2>/dev/null || { cat "$root/root/run.log"; fail "make run ended"; }
	sleep 1
done
cat "$root/root/run.log"
echo "ready after $(($(date +%s) - began)) s"
ask() {
	python3 -c 'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1], timeout=20).status)' "$1"
}
[ "$(ask "http://127.0.0.1:$port/readyz")" = 200 ] || fail "the site is not ready"
[ "$(ask "http://127.0.0.1:$port/policies/")" = 200 ] || fail "a page is missing"
interrupt
wait "$site" || true
site=

say "make run again"
began=$(date +%s)
inside "exec make run PORT=$port" >"$root/root/again.log" 2>&1 &
site=$!
until grep -q "Ctrl+C stops everything" "$root/root/again.log"; do
	kill -0 "$site" 2>/dev/null || fail "the second make run ended"
	sleep 0.2
done
echo "ready after $(($(date +%s) - began)) s"
interrupt
wait "$site" || true
site=

say "make test, of it $folder"
inside "PYTEST_ADDOPTS='$folder' make test"
say "both commands did what the README says"

#!/bin/sh
# A thin door: builds the build program (tools/Build) when its sources have changed, then runs it.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
program=$root/artifacts/build/build.dll
stamp=$root/artifacts/build/stamp

# No build server may outlive the build.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

need_sdk() {
    echo "GuestCtl is built with the .NET 10 SDK, which is not on your PATH." >&2
    echo "Install it (https://dotnet.microsoft.com/download/dotnet/10.0), then run this again." >&2
    exit 1
}

fresh() {
    [ -f "$program" ] && [ -f "$stamp" ] && [ -z "$(find "$root/tools/Build" "$root/tests/Appliance/ShellScripts/Running" "$root/Directory.Build.props" \
        "$root/Directory.Packages.props" "$root/global.json" -name obj -prune -o -name bin -prune -o -newer "$stamp" -print)" ]
}

command -v dotnet >/dev/null 2>&1 || need_sdk
if ! fresh; then
    dotnet --list-sdks | grep -q '^10\.' || need_sdk
    log=$(mktemp)
    if ! dotnet build "$root/tools/Build" -c Release -o "$root/artifacts/build" --disable-build-servers -v quiet >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        exit 1
    fi
    rm -f "$log"
    touch "$stamp"
fi
exec dotnet "$program" "$@"

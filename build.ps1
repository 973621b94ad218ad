#!/usr/bin/env pwsh
# A thin door: builds the build program (tools/Build) when its sources have changed, then runs it.
# Only the language and .NET are used, no module, so that any PowerShell host can run it.
$ErrorActionPreference = 'Stop'

$root = $PSScriptRoot
$program = [IO.Path]::Combine($root, 'artifacts', 'build', 'build.dll')
$stamp = [IO.Path]::Combine($root, 'artifacts', 'build', 'stamp')

# No build server may outlive the build.
$env:MSBUILDDISABLENODEREUSE = '1'
$env:DOTNET_CLI_USE_MSBUILD_SERVER = '0'
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'

function Test-Fresh {
    if (-not [IO.File]::Exists($program) -or -not [IO.File]::Exists($stamp)) { return $false }
    $built = [IO.File]::GetLastWriteTimeUtc($stamp)
    $sources = @('Directory.Build.props', 'Directory.Packages.props', 'global.json', 'tools/Build', 'tests/Appliance/ShellScripts/Running').ForEach({ [IO.Path]::Combine($root, $_) })
    $sources += $sources.Where({ [IO.Directory]::Exists($_) }).ForEach({ [IO.Directory]::GetFileSystemEntries($_, '*', [IO.SearchOption]::AllDirectories) }) |
        Where-Object { $_ -notmatch '[\\/](bin|obj)([\\/]|$)' }
    return -not ($sources | Where-Object { [IO.File]::GetLastWriteTimeUtc($_) -gt $built })
}

function Stop-WithoutSdk {
    [Console]::Error.WriteLine('GuestCtl is built with the .NET 10 SDK, which is not on your PATH.')
    [Console]::Error.WriteLine('Install it (https://dotnet.microsoft.com/download/dotnet/10.0), then run this again.')
    exit 1
}

if (-not (Get-Command dotnet -CommandType Application -ErrorAction Ignore)) { Stop-WithoutSdk }
if (-not (Test-Fresh)) {
    if (-not ((& dotnet --list-sdks) -match '^10\.')) { Stop-WithoutSdk }
    $output = [IO.Path]::Combine($root, 'artifacts', 'build')
    $log = & dotnet build ([IO.Path]::Combine($root, 'tools', 'Build')) -c Release -o $output --disable-build-servers -v quiet
    if ($LASTEXITCODE -ne 0) {
        $log
        exit 1
    }
    [IO.File]::WriteAllText($stamp, '')
}
& dotnet $program @args
exit $LASTEXITCODE

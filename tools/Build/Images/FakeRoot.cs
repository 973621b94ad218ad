namespace GuestCtl.Build.Images;

/// <summary>
/// Runs programs that believe to be root, and remembers from one to the next who owns which file. An ordinary user
/// can so unpack a Debian and put it into a file system with the right owners.
/// </summary>
internal sealed class FakeRoot(string stateFile)
{
    public Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        string[] known = File.Exists(stateFile) ? ["-i", stateFile] : [];
        var found = Tool.Find(program) ?? throw new BuildException($"{program} is not installed. Run ./build.sh setup.");
        return Tool.RunAsync("fakeroot", [.. known, "-s", stateFile, "--", found, .. arguments], cancellation);
    }
}

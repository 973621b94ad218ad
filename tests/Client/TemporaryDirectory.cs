namespace GuestCtl.Client.Tests;

/// <summary>A directory that goes with the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("guestctl-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string WriteFile(string name, byte[] content)
    {
        System.IO.File.WriteAllBytes(File(name), content);
        return File(name);
    }

    /// <summary>A program made of shell commands, to stand in for one that misbehaves.</summary>
    public string WriteScript(string name, string commands)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a Unix shell.");
        ShellScript.Write(File(name), commands);
        return File(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

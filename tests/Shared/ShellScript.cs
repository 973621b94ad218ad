using System.Diagnostics;

namespace GuestCtl.Testing;

/// <summary>A program made of shell commands, to stand in for one that misbehaves.</summary>
internal static class ShellScript
{
    /// <summary>
    /// Writes the program by another process. A process that this one starts at the same moment inherits
    /// what is open for writing here until it executes, and so long the kernel refuses to run it.
    /// </summary>
    public static void Write(string path, string commands)
    {
        var text = path + ".text";
        File.WriteAllText(text, "#!/bin/sh\n" + commands + "\n");
        using var install = Process.Start("install", ["-m", "700", text, path]);
        install.WaitForExit();
        Assert.Equal(0, install.ExitCode);
        File.Delete(text);
    }
}

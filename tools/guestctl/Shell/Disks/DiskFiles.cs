using System.Globalization;
using GuestCtl.Cli.Shell.Syntax;

namespace GuestCtl.Cli.Shell.Disks;

/// <summary>The commands that make an empty disk image and add it.</summary>
internal static class DiskFiles
{
    public static bool Allocate(ShellSession session, string calledName, IReadOnlyList<string> words)
        => Add(session, words, "use 'alloc file size' to create an image", isSparse: false);

    public static bool CreateSparse(ShellSession session, string calledName, IReadOnlyList<string> words)
        => Add(session, words, "use 'sparse file size' to create a sparse image", isSparse: true);

    /// <summary>Makes a raw image and adds it as the next drive.</summary>
    /// <exception cref="ShellSyntaxException">The size is not one.</exception>
    public static void Create(GuestFs guest, string file, string size, bool isSparse)
    {
        var fault = IntegerSyntax.Parse(size, out ulong bytes);
        if (fault != IntegerFault.None)
        {
            throw new ShellSyntaxException(string.Create(CultureInfo.InvariantCulture, $"parse_size: invalid integer parameter (xstrtoull returned {(int)fault})"));
        }

        guest.DiskCreate(file, "raw", (long)bytes, preallocation: isSparse ? "sparse" : "full");
        guest.AddDrive(file, format: "raw");
    }

    private static bool Add(ShellSession session, IReadOnlyList<string> words, string usage, bool isSparse)
    {
        if (words.Count != 2)
        {
            session.Errors.Say(usage);
            return false;
        }

        Create(session.Guest, words[0], words[1], isSparse);
        return true;
    }
}

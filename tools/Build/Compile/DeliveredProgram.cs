namespace GuestCtl.Build.Compile;

/// <summary>A project that is delivered as one file.</summary>
/// <param name="Project">The project folder, relative to the checkout.</param>
/// <param name="File">The name of the delivered file.</param>
/// <param name="IsNative">Whether it is compiled by NativeAOT; otherwise it needs the .NET runtime where it runs.</param>
/// <param name="OtherName">A second name, under which it does something else; null for none.</param>
internal sealed record DeliveredProgram(string Project, string File, bool IsNative = true, string? OtherName = null)
{
    public static IReadOnlyList<DeliveredProgram> All { get; } =
    [
        new("src/Daemon", "guestctld"),
        new("tools/guestctl", "guestctl", OtherName: "guestfish"),
        new("src/Server", "guestctl-server", IsNative: false),
    ];

    /// <summary>Publishes the project, and puts the program into bin and a native one's debug file into symbols.</summary>
    public async Task PublishAsync(Workspace workspace, CancellationToken cancellation)
    {
        var published = Path.Combine(workspace.Artifacts, "publish", File);
        await DotNet.PublishAsync(workspace, Project, published, cancellation);
        Directory.CreateDirectory(workspace.Bin);
        Replace(Path.Combine(published, File), Path.Combine(workspace.Bin, File));
        Link(workspace.Bin);
        if (IsNative)
        {
            Directory.CreateDirectory(workspace.Symbols);
            Replace(Path.Combine(published, File + ".dbg"), Path.Combine(workspace.Symbols, File + ".dbg"));
        }
    }

    /// <summary>Gives the program its second name in a directory, unless somebody else's program has it there.</summary>
    /// <returns>What was left alone; null if nothing.</returns>
    public string? Link(string directory)
    {
        if (OtherName is null)
        {
            return null;
        }

        var link = new FileInfo(Path.Combine(directory, OtherName));
        if (link is { Exists: true, LinkTarget: var target } && target != File)
        {
            return link.FullName;
        }

        link.Delete();
        link.CreateAsSymbolicLink(File);
        return null;
    }

    /// <summary>Puts a file in the place of another. A program that is running keeps its old file; writing over it in place would fail, or crash it.</summary>
    public static void Replace(string from, string to)
    {
        if (!System.IO.File.Exists(from))
        {
            throw new BuildException($"The build made no {from}.");
        }

        System.IO.File.Copy(from, to + ".new", overwrite: true);
        System.IO.File.Move(to + ".new", to, overwrite: true);
    }
}

using GuestCtl.Fuzz.Subjects;

namespace GuestCtl.Fuzz.Engine;

/// <summary>All that is fuzzed.</summary>
internal static class SubjectTable
{
    private static readonly Func<FuzzSubject>[] Makers =
    [
        WireSubjects.Frames,
        WireSubjects.Greeting,
        () => new ReplySubject(),
        () => new RequestSubject(),
        () => new ImageHeaderSubject(),
        () => new ImageReferenceSubject(),
        () => new OvaSubject(),
        () => new TarSubject(),
        () => new UnpackSubject(),
        ArchiveSubjects.Cpio,
        ArchiveSubjects.Binary,
        IconSubjects.Program,
        () => new RpmDatabaseSubject(),
        PackageSubjects.RpmHeader,
        PackageSubjects.Dpkg,
        PackageSubjects.OtherLists,
        ReleaseSubjects.OsRelease,
        ReleaseSubjects.Fstab,
        ToolSubjects.Tables,
        ToolSubjects.Lines,
        ToolSubjects.Iso,
        TextSubjects.Pattern,
        TextSubjects.AccessList,
    ];

    /// <summary>The names, in the order in which they run.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Makers.Select(NameOf)];

    /// <summary>Makes one. Its caller disposes it.</summary>
    public static FuzzSubject Create(string name) => Makers[Index(name)]();

    private static int Index(string name)
    {
        var index = Names.ToList().IndexOf(name);
        return index >= 0 ? index : throw new ArgumentException($"there is no target '{name}'; there are: {string.Join(", ", Names)}");
    }

    private static string NameOf(Func<FuzzSubject> make)
    {
        using var subject = make();
        return subject.Name;
    }
}

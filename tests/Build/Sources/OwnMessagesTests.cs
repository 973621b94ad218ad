using System.Text.RegularExpressions;
using GuestCtl.Build.Tests.Doors;

namespace GuestCtl.Build.Tests.Sources;

/// <summary>Nothing reads our own messages: errors have reasons for that, and every sentence can be improved.</summary>
public sealed class OwnMessagesTests
{
    // What others print or write, and nothing of ours, is read by these.
    private static readonly string[] ReadersOfOthers =
    [
        "src/Client/Drives/Formats/VmdkDescriptor.cs",
        "src/Client/Drives/Formats/VmdkHeader.cs",
        "src/Daemon/Services/Btrfs/BtrfsOutput.cs",
        "src/Daemon/Services/Btrfs/BtrfsService.Quota.cs",
        "src/Daemon/Services/Files/FilesService.Grep.cs",
        "src/Daemon/Services/Filesystems/BtrfsSubvolumes.cs",
        "src/Daemon/Services/Filesystems/FilesystemTool.cs",
        "src/Daemon/Services/Filesystems/MinimumSize.cs",
        "src/Daemon/Services/Filesystems/SwapAreas.cs",
        "src/Daemon/Services/Filesystems/XfsGeometry.cs",
        "src/Daemon/Services/Filesystems/XfsTool.cs",
        "src/Daemon/Services/Inspection/Fstab/GuestDiskName.cs",
        "src/Daemon/Services/Inspection/Layouts/OstreeDeployment.cs",
        "src/Daemon/Services/Inspection/Layouts/Talos.cs",
        "src/Daemon/Services/Inspection/Layouts/UbuntuCore.cs",
        "src/Daemon/Services/Inspection/Packages/PortageDatabase.cs",
        "src/Daemon/Services/Inspection/Release/ReleaseVersion.cs",
        "src/Daemon/Services/Md/MdStatus.cs",
        "src/Daemon/Services/Partitions/PartitionsService.Making.cs",
        "tools/ApiGen/Emit/Native/HeaderParts.cs",
        "tools/ApiGen/Model/ApiChecks.cs",
        "tools/guestctl/Shell/Interactive/LineDisplay.cs",
    ];

    // The text of an error that .NET or a tool wrote, and the lines of one that are shown one by one.
    private static readonly string[] TextsOfOthers =
    [
        "src/Client/Copying/FullDisk.cs",
        "src/Client/Copying/TreeCopyException.cs",
        "src/Daemon/Services/Lvm/LvmService.Removal.cs",
        "src/Daemon/Services/Lvm/LvmService.Sizes.cs",
        "tools/ApiGen/Program.cs",
        "tools/Build/Targets/TestTarget.cs",
        "tools/guestctl/Shell/Host/HostErrors.cs",
    ];

    [Fact]
    public void Regular_expressions_read_what_others_write() => Assert.Equal(ReadersOfOthers, FilesWith(@"\b(Generated)?Regex\b"));

    [Fact]
    public void No_code_depends_on_the_words_of_an_error()
        => Assert.Equal(TextsOfOthers, FilesWith(@"\b(Message|Detail)\s*(\.(Contains|StartsWith|EndsWith|IndexOf|Split|Replace|Equals|AsSpan)\(|(is|==|!=) (\$?""|not "")|switch\b)"));

    private static IEnumerable<string> FilesWith(string pattern)
    {
        var root = Checkout.Workspace.Root;
        return new[] { "src", "tools" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Where(file => Regex.IsMatch(File.ReadAllText(file), pattern))
            .Select(file => Path.GetRelativePath(root, file))
            .Order(StringComparer.Ordinal);
    }
}

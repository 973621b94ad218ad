using System.Runtime.InteropServices;
using GuestCtl.Drives;
using GuestCtl.Launch;

namespace GuestCtl.Client.Tests.Launch;

public sealed partial class CachePlaceTests : IDisposable
{
    private const uint Somebody = 61234;

    private readonly TemporaryDirectory _directory = new();
    private readonly string _temporary;

    public CachePlaceTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix users and modes.");
        _temporary = Directory.CreateDirectory(_directory.File("temporary")).FullName;
    }

    public void Dispose() => _directory.Dispose();

    // Nobody can make a directory below a file, root neither.
    private string NoHome
    {
        get
        {
            File.WriteAllText(_directory.File("file"), "");
            return _directory.File("file/home");
        }
    }

    [Fact]
    public void It_is_in_the_home_which_need_not_have_it_yet() =>
        Assert.Equal(_directory.File("home/.cache/guestctl"), CachePlace.Find(_directory.File("home"), _temporary));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_a_home_it_is_in_a_private_directory_for_temporary_files(bool hasName)
    {
        var place = CachePlace.Find(hasName ? NoHome : "", _temporary);

        Assert.Equal(Path.Combine(_temporary, "guestctl-" + HostFile.CurrentUser, "cache"), place);
        Assert.True(UserRoot.IsPrivate(Path.GetDirectoryName(place)!));
        Assert.Equal(place, CachePlace.Find(NoHome, _temporary));
    }

    [Fact]
    public void A_directory_of_somebody_else_is_not_used()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can give a directory away.");
        var taken = Path.Combine(_temporary, "guestctl-" + HostFile.CurrentUser);
        UserRoot.CreatePrivate(taken);
        Assert.Equal(0, ChangeOwner(taken, Somebody, Somebody));

        var place = CachePlace.Find(NoHome, _temporary);

        Assert.StartsWith(taken + "-", place);
        Assert.True(UserRoot.IsPrivate(Path.GetDirectoryName(place)!));
        Assert.Equal(place, CachePlace.Find(NoHome, _temporary));
    }

    [Fact]
    public void A_place_where_everybody_may_rename_everything_is_left_out()
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_temporary, (UnixFileMode)0b111_111_111);

        Assert.StartsWith("/var/tmp/guestctl-", CachePlace.Find(NoHome, _temporary));
        Assert.Empty(Directory.GetFileSystemEntries(_temporary));
    }

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint owner, uint group);
}

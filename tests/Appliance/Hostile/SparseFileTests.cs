using GuestCtl.Appliance.Tests.Files;

namespace GuestCtl.Appliance.Tests.Hostile;

/// <summary>Files that are far larger than the host's memory, and take no room in their image.</summary>
/// <param name="fixture">The appliance.</param>
[Collection(FilesCollection.Name)]
public sealed class SparseFileTests(FilesFixture fixture)
{
    private const long Size = 1L << 40;

    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void A_file_that_is_too_large_for_a_value_is_refused_and_the_handle_still_works()
    {
        var path = $"{fixture.NewDirectory()}/sparse";
        fixture.Shell($"truncate -s {Size} /sysroot{path}");
        Assert.Contains($"read_file: {path}: the value takes more than", FilesFixture.Fails(Errno.EMSGSIZE, "use download", () => _guest.ReadFile(path)).Message);
        FilesFixture.Fails(Errno.EMSGSIZE, "use download", () => _guest.Cat(path));
        Assert.Equal(Size, _guest.Filesize(path));
        _guest.Rm(path);
    }
}

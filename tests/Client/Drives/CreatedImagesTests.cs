using GuestCtl.Drives;

namespace GuestCtl.Client.Tests.Drives;

public sealed class CreatedImagesTests
{
    private static readonly FileIdentity Backing = new(1, 7, 100);

    private readonly CreatedImages _created = new();

    [Fact]
    public void An_image_is_vouched_for_with_its_own_backing_file()
    {
        _created.Add(new FileIdentity(1, 5, 200), Backing);
        Assert.True(_created.Vouch(new FileIdentity(1, 5, 200), Backing));
        Assert.False(_created.Vouch(new FileIdentity(1, 5, 200), new FileIdentity(1, 7, 101)));
        Assert.False(_created.Vouch(new FileIdentity(2, 5, 200), Backing));
    }

    // A stranger's image may come to be where an overlay of ours was removed.
    [Fact]
    public void A_later_file_with_the_number_of_a_removed_image_is_not()
    {
        _created.Add(new FileIdentity(1, 5, 200), Backing);
        Assert.False(_created.Vouch(new FileIdentity(1, 5, 201), Backing));
    }

    [Fact]
    public void Where_nobody_notes_when_a_file_was_made_none_is()
    {
        _created.Add(new FileIdentity(1, 5), Backing);
        Assert.False(_created.Vouch(new FileIdentity(1, 5), Backing));
    }
}

namespace GuestCtl.Appliance.Tests.Files;

/// <summary>An appliance with an ext4 file system on /, a small one on /small, a read-only one on /ro, and an empty drive, /dev/sdd.</summary>
public sealed class FilesFixture : GuestFixture
{
    /// <summary>The number of a directory of its own for each test.</summary>
    private int _directories;

    /// <summary>Makes a new directory in the guest.</summary>
    public string NewDirectory()
    {
        var path = $"/test{Interlocked.Increment(ref _directories)}";
        Guest.Mkdir(path);
        return path;
    }

    /// <summary>Asserts that a call fails as it should.</summary>
    public static GuestOperationException Fails(int errno, string message, Action call)
    {
        var error = Assert.Throws<GuestOperationException>(call);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(errno, error.Errno);
        return error;
    }

    /// <inheritdoc/>
    protected override void AddDrives()
    {
        Guest.AddDriveScratch(400 << 20);
        Guest.AddDriveScratch(8 << 20);
        Guest.AddDriveScratch(8 << 20);
        Guest.AddDriveScratch(5L << 30);
    }

    /// <inheritdoc/>
    protected override ValueTask PrepareAsync()
    {
        Shell("mkfs.ext4 -q /dev/sda && mount /dev/sda /sysroot && mkdir /sysroot/small /sysroot/ro");
        Shell("mkfs.ext4 -q -O ^has_journal /dev/sdb && mount /dev/sdb /sysroot/small");
        Shell("mkfs.ext4 -q -O ^has_journal /dev/sdc && mount /dev/sdc /sysroot/ro && echo text > /sysroot/ro/f && touch /sysroot/ro/s && umount /sysroot/ro");

        // No tool at hand makes a socket.
        Shell("debugfs -w -R 'set_inode_field s mode 0140755' /dev/sdc 2>&1 && mount -o ro /dev/sdc /sysroot/ro");
        return ValueTask.CompletedTask;
    }
}

/// <summary>All classes of the family share one appliance.</summary>
[CollectionDefinition(Name)]
public sealed class FilesCollection : ICollectionFixture<FilesFixture>
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "Files";
}

namespace GuestCtl.Daemon.Services.Archives;

/// <summary>What is unpacked besides names, content, owners, permissions and times.</summary>
internal sealed record TarOptions(bool ExtendedAttributes, bool SelinuxLabels, bool AccessLists, bool KeepDirectoryLinks)
{
    /// <summary>Nothing but content, owners, permissions and times.</summary>
    public static TarOptions Plain { get; } = new(false, false, false, false);
}

namespace GuestCtl.Daemon.Services.Archives;

/// <summary>What is unpacked besides names, content, owners, permissions and times.</summary>
internal sealed record TarOptions(bool ExtendedAttributes, bool SelinuxLabels, bool AccessLists, bool KeepDirectoryLinks);

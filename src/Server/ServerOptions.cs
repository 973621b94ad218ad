using GuestCtl.Server.Listening;

namespace GuestCtl.Server;

/// <summary>What the command line asked for.</summary>
/// <param name="Images">Disk image files; the first becomes /dev/sda.</param>
/// <param name="Format">Format of all of them; null has it examined.</param>
/// <param name="Writable">Whether callers may change the images.</param>
/// <param name="Listen">Where callers connect.</param>
/// <param name="Daemon">The daemon that runs in the appliance; null for guestctld beside the program.</param>
/// <param name="Verbose">Whether to log what the library and the appliance's console say.</param>
internal sealed record ServerOptions(
    IReadOnlyList<string> Images, string? Format, bool Writable, ListenAddress Listen, string? Daemon, bool Verbose);

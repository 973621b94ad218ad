using System.Globalization;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Drives;

/// <summary>Checks what the user said about a drive, before anything is opened.</summary>
internal static class DriveValidation
{
    private const int MaxLabel = 20;

    /// <summary>Checks a drive.</summary>
    /// <param name="drive">The drive.</param>
    /// <param name="others">The handle's drives so far: labels are unique.</param>
    /// <exception cref="DriveException">It breaks a rule.</exception>
    public static void Check(Drive drive, IEnumerable<Drive> others)
    {
        CheckWord("format", drive.Format);
        CheckWord("iface", drive.Iface);
        CheckLabel(drive, others);
        CheckChoice("cachemode", drive.Cachemode, "writeback", "unsafe");
        CheckChoice("discard", drive.Discard, "disable", "enable", "besteffort");
        if (drive.Discard == "enable" && drive.Readonly)
            throw new DriveException("A read-only drive cannot have discard 'enable': its writes are thrown away anyway.");
        if (drive.Blocksize is not (0 or 512 or 4096))
            throw new DriveException(string.Create(CultureInfo.InvariantCulture, $"A block size of {drive.Blocksize} bytes is not possible: it is 512 or 4096."), reason: Reasons.ArgumentInvalid("blocksize", drive.Blocksize.ToString(CultureInfo.InvariantCulture)));
        if (drive.ScratchSize is <= 0)
            throw new DriveException("The size of a scratch drive must be more than 0 bytes.", reason: Reasons.ArgumentInvalid("size", drive.ScratchSize.Value.ToString(CultureInfo.InvariantCulture)));
        CheckProtocol(drive);
    }

    private static void CheckProtocol(Drive drive)
    {
        var protocol = DriveProtocol.Find(drive.Protocol);
        if (drive.Server.Count < protocol.MinServers || drive.Server.Count > protocol.MaxServers)
        {
            var needed = protocol.MaxServers == 0 ? "no server" : protocol.MaxServers == 1 ? "exactly one server" : "any number of servers";
            throw new DriveException(string.Create(CultureInfo.InvariantCulture, $"The protocol '{protocol.Name}' takes {needed}, but {drive.Server.Count} were given."),
                reason: protocol.MaxServers == 0 ? Reasons.ServerNotTaken(protocol.Name) : Reasons.ServerMissing(protocol.Name));
        }
        foreach (var server in drive.Server)
        {
            if (DriveServer.Parse(server).SocketPath is not null && !protocol.UnixSocket)
                throw new DriveException($"The protocol '{protocol.Name}' has no unix sockets, but the server is '{server}'.");
        }
        CheckAllowed(protocol.Name, "username", protocol.Username, drive.Username);
        CheckAllowed(protocol.Name, "secret", protocol.Secret, drive.Secret);
        if (drive.Protocol != "file" && drive.Filename.Length == 0 && !protocol.EmptyName)
            throw new DriveException($"The protocol '{protocol.Name}' needs a file name: the name of the image on the server.");
        if (drive.Protocol == "rbd" && drive.Filename.StartsWith('/'))
            throw new DriveException("An rbd image is named 'pool/image', without a '/' at the start.");
    }

    private static void CheckAllowed(string protocol, string what, bool allowed, string? value)
    {
        if (value is null)
            return;
        if (!allowed)
            throw new DriveException($"The protocol '{protocol}' takes no {what}.");
        if (value.Length == 0)
            throw new DriveException($"The {what} is empty. Leave it out instead.");
    }

    private static void CheckLabel(Drive drive, IEnumerable<Drive> others)
    {
        if (drive.Label is not { } label)
            return;
        if (label.Length is 0 or > MaxLabel || !label.All(char.IsAsciiLetter))
            throw new DriveException(string.Create(CultureInfo.InvariantCulture, $"The label '{label}' is not possible: a label has 1 to {MaxLabel} ASCII letters."), reason: Reasons.ArgumentInvalid("label", label));
        if (others.Any(other => other.Label == label))
            throw new DriveException($"The label '{label}' is used by another drive already.");
    }

    private static void CheckWord(string what, string? word)
    {
        if (word is not null && (word.Length == 0 || !word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
            throw new DriveException($"The {what} '{word}' is not possible: it is empty or has other characters than letters, digits, '-' and '_'.", reason: Reasons.ArgumentInvalid(what, word));
    }

    private static void CheckChoice(string what, string value, params string[] choices)
    {
        if (!choices.Contains(value))
            throw new DriveException($"The {what} '{value}' is not known. There are: {string.Join(", ", choices)}.", reason: Reasons.ArgumentInvalid(what, value));
    }
}

using GuestCtl.Drives;
using GuestCtl.Drives.Ova;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Handle;

/// <summary>The drives of a handle. A removed drive leaves a hole, so that the others keep their names.</summary>
internal sealed class DriveTable
{
    /// <summary>Targets of one SCSI bus, less the controller's own.</summary>
    public const int Maximum = 255;

    private readonly List<Drive?> _drives = [];

    /// <summary>The drives with their SCSI targets.</summary>
    public IEnumerable<(Drive Drive, int Target)> Present
        => _drives.Select((drive, target) => (Drive: drive!, Target: target)).Where(entry => entry.Drive is not null);

    /// <summary>The drives that one stands for: itself, or the disks in an OVA.</summary>
    /// <exception cref="DriveException">The drive breaks a rule, or its file cannot be used.</exception>
    public IReadOnlyList<Drive> Expand(Drive drive)
    {
        DriveValidation.Check(drive, _drives.OfType<Drive>());
        return OvaDrives.Of(drive);
    }

    /// <summary>Checks a drive by itself and against the others.</summary>
    /// <exception cref="GuestOperationException">Too many drives.</exception>
    /// <exception cref="DriveException">The drive breaks a rule, or its image cannot be used.</exception>
    public void Check(string function, Drive drive)
    {
        if (_drives.Count >= Maximum)
        {
            throw new GuestOperationException(function, $"a handle can have {Maximum} drives, and has them", Errno.EINVAL);
        }

        DriveValidation.Check(drive, _drives.OfType<Drive>());
        DrivePreparation.Examine(drive);
    }

    /// <summary>Adds a drive that was checked. Its file is the one that it names now, whatever directory the program is in later.</summary>
    public int Add(Drive drive)
    {
        _drives.Add(drive is { Protocol: "file", ScratchSize: null } ? drive with { Filename = Path.GetFullPath(drive.Filename) } : drive);
        return _drives.Count - 1;
    }

    public void Remove(int target)
    {
        if (target == _drives.Count - 1)
        {
            _drives.RemoveAt(target);
        }
        else
        {
            _drives[target] = null;
        }
    }

    public void Clear() => _drives.Clear();

    public int FindLabel(string function, string label)
        => _drives.FindIndex(d => d?.Label == label) is var target and >= 0
            ? target
            : throw new GuestOperationException(function, $"no drive has the label '{label}'", Errno.EINVAL, reason: Reasons.DriveLabelUnknown(label));
}

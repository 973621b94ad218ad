using System.Text.Json.Nodes;
using GuestCtl.Launch;

namespace GuestCtl.Drives;

/// <summary>Interim: replaced by the checked preparation.</summary>
internal static class DrivePreparation
{
    public static PreparedDrive Prepare(Drive drive, int target, PrivateDirectory directory)
    {
        var file = drive.Filename;
        var temporary = new List<string>();
        if (drive.ScratchSize is { } size)
        {
            file = Path.Combine(directory.Files, $"scratch{target}.raw");
            using var f = File.Create(file);
            f.SetLength(size);
            temporary.Add(file);
        }

        return new PreparedDrive
        {
            Image = BlockdevNode.Format(drive.Format ?? "raw", BlockdevNode.File(file, new NodeOptions { ReadOnly = drive.Readonly }), null, new NodeOptions { ReadOnly = drive.Readonly }),
            Overlay = drive.Readonly ? Path.Combine(directory.Files, $"overlay{target}.qcow2") : null,
            Serial = drive.Label,
            Blocksize = drive.Blocksize,
            TemporaryFiles = temporary,
            Title = file,
        };
    }
}

using System.Text.Json.Nodes;

namespace GuestCtl.Appliance.Tests.Comparison;

/// <summary>One appliance for each table, made when its first case runs.</summary>
public sealed class ComparisonGuests : IDisposable
{
    private readonly Dictionary<string, (GuestFs Guest, FaceCall Face, string Directory)> _guests = [];

    /// <summary>Answers a call of a table.</summary>
    internal JsonNode? Answer(ComparisonTable table, ComparedCall call)
    {
        if (!_guests.TryGetValue(table.Name, out var machine))
        {
            _guests[table.Name] = machine = Launch(table);
            foreach (var step in table.Setup)
            {
                var answer = Answer(table, step);
                Assert.False(answer is JsonObject error && error.ContainsKey("message"), $"{step.Words.ToJsonString()}: {answer?.ToJsonString()}");
            }
        }

        return HostActions.TryRun(call.Words, machine.Directory, out var done) ? done : machine.Face.Invoke(call.Words);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (guest, _, directory) in _guests.Values)
        {
            guest.Dispose();
            HostActions.Run($"rm -rf {directory}", Path.GetTempPath());
        }
    }

    private static (GuestFs Guest, FaceCall Face, string Directory) Launch(ComparisonTable table)
    {
        var directory = Directory.CreateTempSubdirectory("guestctl-compare-").FullName;
        var guest = TestMachine.CreateHandle();
        guest.SetNetwork(table.Network);
        foreach (var drive in table.Drives)
        {
            AddDrive(guest, drive!.AsObject(), directory);
        }

        guest.Launch();
        return (guest, new FaceCall(guest, directory), directory);
    }

    private static void AddDrive(GuestFs guest, JsonObject drive, string directory)
    {
        if ((string?)drive["image"] is { } image)
        {
            guest.AddDrive(Path.Combine(TestMachine.Images, image), readOnly: true, format: (string?)drive["format"] ?? "raw");
            return;
        }

        var file = Path.Combine(directory, Path.GetRandomFileName());
        var make = drive["fs"] is { } kind ? $" && mke2fs -q -F -t {kind} {string.Join(' ', drive["options"]?.AsArray().Select(option => (string)option!) ?? [])} {file}" : "";
        var run = drive["run"] is { } command ? $" && drive={file} && {command}" : "";
        HostActions.Run($"truncate -s {drive["size"]} {file}{make}{run}", directory);
        guest.AddDrive(file, format: "raw", cacheMode: "unsafe");
    }
}

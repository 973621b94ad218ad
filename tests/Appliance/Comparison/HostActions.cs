using System.Diagnostics;
using System.Text.Json.Nodes;

namespace GuestCtl.Appliance.Tests.Comparison;

/// <summary>What the calls of a table do and see on the host.</summary>
internal static class HostActions
{
    /// <summary>Carries one out; false if the call is none.</summary>
    public static bool TryRun(JsonArray words, string directory, out JsonNode? answer)
    {
        answer = null;
        if (words[0]!.ToString() is not ("host_write" or "host_read" or "host_mkdir" or "host_run"))
        {
            return false;
        }

        var text = (string)words[1]!;
        var path = Path.Combine(directory, text);
        switch ((string)words[0]!)
        {
            case "host_write":
                File.WriteAllBytes(path, FaceAnswer.Bytes.GetBytes((string)words[2]!));
                break;
            case "host_mkdir":
                Directory.CreateDirectory(path);
                break;
            case "host_read":
                answer = File.Exists(path) ? FaceAnswer.Bytes.GetString(File.ReadAllBytes(path)) : null;
                break;
            default:
                answer = Run(text, directory);
                break;
        }

        return true;
    }

    /// <summary>Runs a shell command and returns its standard output, whatever its exit code is.</summary>
    public static string Run(string command, string directory)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", command]) { WorkingDirectory = directory, RedirectStandardOutput = true, StandardOutputEncoding = FaceAnswer.Bytes };
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";
        start.Environment["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}

using System.Diagnostics;
using System.Globalization;

namespace GuestCtl.Benchmarks;

/// <summary>libguestfs, through its Python binding in a process of its own.</summary>
internal sealed class Peer : IContender
{
    private readonly Process _python;

    public Peer()
    {
        // The distribution's own interpreter: it is the one that has the binding.
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "peer.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["LIBGUESTFS_BACKEND"] = "direct";
        start.Environment["LIBGUESTFS_BACKEND_SETTINGS"] = "force_tcg";
        _python = Process.Start(start)!;
    }

    public string Name => "libguestfs";

    public double Launch(string image) => Ask($"launch {image}");

    public void Prepare() => Ask("prepare");

    public double Ping(int count) => Ask(string.Create(CultureInfo.InvariantCulture, $"ping {count}"));

    public double Upload(string source, string target) => Ask($"upload {source} {target}");

    public double Download(string source, string target) => Ask($"download {source} {target}");

    public double Stat(string path, int count) => Ask(string.Create(CultureInfo.InvariantCulture, $"stat {path} {count}"));

    public double TarIn(string archive, string directory) => Ask($"tar_in {archive} {directory}");

    public double TarOut(string directory, string archive) => Ask($"tar_out {directory} {archive}");

    public double Find() => Ask("find");

    public void Close() => Ask("close");

    public void Dispose()
    {
        _python.StandardInput.Close();
        _python.WaitForExit();
        _python.Dispose();
    }

    private double Ask(string command)
    {
        _python.StandardInput.WriteLine(command);
        _python.StandardInput.Flush();
        return _python.StandardOutput.ReadLine() is { } seconds
            ? double.Parse(seconds, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"libguestfs failed at '{command}'; see above");
    }
}

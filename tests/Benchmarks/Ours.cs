using System.Diagnostics;

namespace GuestCtl.Benchmarks;

/// <summary>GuestCtl, called as a library.</summary>
internal sealed class Ours(string daemon) : IContender
{
    private GuestFs? _guest;

    public string Name => "GuestCtl";

    private GuestFs Guest => _guest ?? throw new InvalidOperationException("not launched");

    public double Launch(string image) => Time(() =>
    {
        _guest = new GuestFs(new GuestFsOptions { DaemonPath = daemon });
        _guest.SetBackendSettings(["force_tcg"]);
        _guest.AddDrive(image, readOnly: true, format: "qcow2");
        _guest.AddDriveScratch(2L << 30);
        _guest.Launch();
        _guest.PingDaemon();
    });

    public void Prepare()
    {
        Guest.Debug("sh", ["mkfs.ext4 -q /dev/sdb"]);
        Guest.Mount("/dev/sdb", "/");
    }

    public double Ping(int count) => Time(() =>
    {
        for (var i = 0; i < count; i++)
        {
            Guest.PingDaemon();
        }
    });

    public double Upload(string source, string target) => Time(() =>
    {
        Guest.Upload(source, target);
        Guest.Sync();
    });

    public double Download(string source, string target) => Time(() => Guest.Download(source, target));

    public void Close()
    {
        _guest?.Dispose();
        _guest = null;
    }

    public void Dispose() => Close();

    private static double Time(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalSeconds;
    }
}

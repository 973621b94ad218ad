using System.Diagnostics;

namespace GuestCtl.Benchmarks;

/// <summary>GuestCtl, called as a library.</summary>
internal sealed class Ours(string daemon) : IContender
{
    private GuestFs? _guest;

    public string Name => "GuestCtl";

    private GuestFs Guest => _guest ?? throw new InvalidOperationException("not launched");

    /// <summary>As <see cref="Launch"/>, without a template.</summary>
    public double LaunchCold(string image) => Launch(image, warm: false);

    public double Launch(string image) => Launch(image, warm: true);

    private double Launch(string image, bool warm) => Time(() =>
    {
        _guest = new GuestFs(new GuestFsOptions { DaemonPath = daemon, WarmStart = warm });
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

    public double Stat(string path, int count) => Time(() =>
    {
        for (var i = 0; i < count; i++)
        {
            Guest.Stat(path);
        }
    });

    /// <summary>As <see cref="Stat"/>, all calls at once.</summary>
    public double StatAtOnce(string path, int count)
        => Time(() => Task.WhenAll(Enumerable.Range(0, count).Select(_ => Guest.StatAsync(path))).GetAwaiter().GetResult());

    public double TarIn(string archive, string directory) => Time(() =>
    {
        Guest.Mkdir(directory);
        Guest.TarIn(archive, directory);
        Guest.Sync();
    });

    public double TarOut(string directory, string archive) => Time(() => Guest.TarOut(directory, archive));

    public double Find() => Time(() =>
    {
        Guest.MountRo("/dev/sda", "/");
        Guest.Find("/");
    });

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

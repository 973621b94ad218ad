using System.Diagnostics;
using System.Globalization;

namespace GuestCtl.Benchmarks;

/// <summary>What takes long: a file of 1 GiB up and down, and a list of 100,000 files. One round.</summary>
/// <param name="ours">GuestCtl.</param>
/// <param name="peer">libguestfs.</param>
/// <param name="work">A directory for temporary files.</param>
internal sealed class LargeBench(Ours ours, IContender peer, string work)
{
    private const int Directories = 1000;
    private const int FilesInDirectory = 100;
    private const int Mebibytes = 1024;

    public void Run()
    {
        var image = MakeTree();
        var source = Path.Combine(work, "large");
        using (var file = File.Create(source))
        {
            var part = new byte[1 << 20];
            for (var i = 0; i < Mebibytes; i++)
            {
                Random.Shared.NextBytes(part);
                file.Write(part);
            }
        }

        var (a, b) = (Round(ours, image, source), Round(peer, image, source));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| find over 100,000 files | {a.Find:0.##} s | {b.Find:0.##} s | {b.Find / a.Find:0.0} times as fast |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| upload of 1 GiB, written out | {Mebibytes / a.Upload:0} MiB/s | {Mebibytes / b.Upload:0} MiB/s | {b.Upload / a.Upload:0.0} times as fast |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| download of 1 GiB | {Mebibytes / a.Download:0} MiB/s | {Mebibytes / b.Download:0} MiB/s | {b.Download / a.Download:0.0} times as fast |"));
        Console.WriteLine();
    }

    private (double Find, double Upload, double Download) Round(IContender contender, string image, string source)
    {
        HostDisk.WriteOut();
        contender.Launch(image);
        var find = contender.Find();
        contender.Close();
        contender.Launch(image);
        contender.Prepare();
        HostDisk.WriteOut();
        var upload = contender.Upload(source, "/large");
        HostDisk.WriteOut();
        var download = contender.Download("/large", Path.Combine(work, "large.copy"));
        contender.Close();
        return (find, upload, download);
    }

    private string MakeTree()
    {
        var tree = Path.Combine(work, "files");
        for (var d = 0; d < Directories; d++)
        {
            var directory = Directory.CreateDirectory(Path.Combine(tree, $"directory{d}")).FullName;
            for (var f = 0; f < FilesInDirectory; f++)
            {
                File.WriteAllBytes(Path.Combine(directory, $"file{f}"), []);
            }
        }

        var (raw, image) = (Path.Combine(work, "files.img"), Path.Combine(work, "files.qcow2"));
        Run("truncate", "-s", "256M", raw);
        Run("/sbin/mke2fs", "-q", "-F", "-t", "ext4", "-N", "120000", "-d", tree, raw);
        Run("qemu-img", "convert", "-O", "qcow2", raw, image);
        Directory.Delete(tree, recursive: true);
        return image;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}");
        }
    }
}

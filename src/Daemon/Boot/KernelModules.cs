using GuestCtl.Daemon.Native;

namespace GuestCtl.Daemon.Boot;

/// <summary>Loads the modules that the boot needs, in the order of their list.</summary>
internal static class KernelModules
{
    public static void LoadAll(string list)
    {
        foreach (var path in File.ReadLines(list).Where(line => line.Length > 0))
        {
            using var file = Libc.Open(path, OpenFlags.ReadOnly) ?? throw new BootException($"{path}: {SystemErrors.Text(SystemErrors.Last)}");
            if (!Libc.LoadModule(file) && SystemErrors.Last is not (Errno.EEXIST or Errno.ENODEV))
            {
                throw new BootException($"loading the kernel module {path}: {SystemErrors.Text(SystemErrors.Last)}");
            }
        }
    }
}

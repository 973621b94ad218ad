using System.Globalization;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Handle;

/// <summary>The environment variables that set properties of a handle.</summary>
internal static class EnvironmentSettings
{
    /// <summary>Applies variables to settings.</summary>
    /// <exception cref="GuestOperationException">A variable has a value that cannot be used; EINVAL.</exception>
    public static void Apply(HandleSettings settings, Func<string, string?> variable, string function)
    {
        settings.Trace = Flag("LIBGUESTFS_TRACE") ?? settings.Trace;
        settings.Verbose = Flag("LIBGUESTFS_DEBUG") ?? settings.Verbose;
        settings.AllowReferencedFiles = Flag("GUESTCTL_ALLOW_REFERENCED_FILES") ?? settings.AllowReferencedFiles;
        settings.TemporaryDirectory = Directory("LIBGUESTFS_TMPDIR") ?? settings.TemporaryDirectory;
        settings.CacheDirectory = Directory("LIBGUESTFS_CACHEDIR") ?? settings.CacheDirectory;
        settings.Path = Text("LIBGUESTFS_PATH") ?? settings.Path;
        settings.Append = Text("LIBGUESTFS_APPEND") ?? settings.Append;
        settings.Hypervisor = Text("LIBGUESTFS_HV") ?? Text("LIBGUESTFS_QEMU") ?? settings.Hypervisor;
        if (Text("LIBGUESTFS_MEMSIZE") is { } memory)
        {
            settings.MemorySize = int.TryParse(memory, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size >= MinimumMemory
                ? size
                : throw Invalid("LIBGUESTFS_MEMSIZE", memory, $"a number of MiB, at least {MinimumMemory}");
        }

        if (Text("LIBGUESTFS_BACKEND") is { } backend)
        {
            CheckBackend(backend, function);
        }

        if (Text("LIBGUESTFS_BACKEND_SETTINGS") is { } list)
        {
            var all = list.Split(':', StringSplitOptions.RemoveEmptyEntries);
            BackendSettings.Check(function, all);
            settings.Backend.Replace(all);
        }

        string? Text(string name) => variable(name) is { Length: > 0 } value ? value : null;

        string? Directory(string name) => Text(name) is { } path ? Path.GetFullPath(settings.Locate(function, path)) : null;

        bool? Flag(string name) => Text(name) switch
        {
            null => null,
            "1" or "true" or "t" or "yes" or "y" or "on" => true,
            "0" or "false" or "f" or "no" or "n" or "off" => false,
            var other => throw Invalid(name, other, "1 or 0"),
        };

        GuestOperationException Invalid(string name, string value, string wanted) => new(function, $"{name}={value}: the value must be {wanted}", Errno.EINVAL, reason: Reasons.EnvironmentInvalid(name, value));
    }

    /// <summary>The function that a variable stands for, if that may only be called before launch; null for all others.</summary>
    public static string? ConfigOnly(string variable) => variable switch
    {
        "LIBGUESTFS_TMPDIR" => "set_tmpdir",
        "LIBGUESTFS_CACHEDIR" => "set_cachedir",
        "LIBGUESTFS_PATH" => "set_path",
        "LIBGUESTFS_APPEND" => "set_append",
        "LIBGUESTFS_HV" or "LIBGUESTFS_QEMU" => "set_hv",
        "LIBGUESTFS_MEMSIZE" => "set_memsize",
        "LIBGUESTFS_BACKEND" => "set_backend",
        "LIBGUESTFS_BACKEND_SETTINGS" => "set_backend_settings",
        _ => null,
    };

    /// <summary>The least memory in MiB with which the appliance starts.</summary>
    public const int MinimumMemory = 256;

    /// <summary>Scripts name "direct" or "libvirt"; both end up here, where QEMU is run directly.</summary>
    public static void CheckBackend(string backend, string function)
    {
        if (backend is not ("direct" or "appliance" or "libvirt") && !backend.StartsWith("libvirt:", StringComparison.Ordinal))
        {
            throw new GuestOperationException(function, $"the backend '{backend}' is not known; this library runs QEMU itself: use 'direct'", Errno.EINVAL, reason: Reasons.ArgumentInvalid("backend", backend));
        }
    }
}

using System.Globalization;

namespace GuestCtl.Handle;

/// <summary>The backend settings: strings of the form name or name=value.</summary>
internal sealed class BackendSettings
{
    // A day.
    private const int MaximumTimeout = 24 * 60 * 60;

    /// <summary>The setting that limits what one returned value may take.</summary>
    public const string MaxReplyBytesName = "max_reply_bytes";

    private readonly List<string> _settings = [];

    /// <summary>How to give a setting, for the users of programs, the shell and the C library.</summary>
    /// <param name="setting">Its name, or name=value.</param>
    public static string WaysToSet(string setting) => $"LIBGUESTFS_BACKEND_SETTINGS={setting} in the environment, the backend setting {setting}";

    public bool ForceTcg => Has("force_tcg");

    public bool ForceKvm => Has("force_kvm");

    public bool AllowReferencedFiles => Has("allow_referenced_files");

    public bool WarmStartOff => Get("warm_start") is "off" or "0" or "no" or "false";

    /// <summary>What the setting <c>confinement</c> says; null if it is not set.</summary>
    /// <exception cref="GuestOperationException">It has another value than best and require; EINVAL.</exception>
    public Confinement? Confinement => Get("confinement") switch
    {
        null => null,
        "best" => GuestCtl.Confinement.Best,
        "require" => GuestCtl.Confinement.Require,
        var other => throw new GuestOperationException("launch", $"backend setting confinement={other}: the value must be best or require", Errno.EINVAL),
    };

    /// <summary>How long the appliance may be silent while calls are open, in seconds; 0 and off for ever. Null if it is not set.</summary>
    /// <exception cref="GuestOperationException">The value is something else; EINVAL.</exception>
    public TimeSpan? UnresponsiveTimeout => Get("unresponsive_timeout") switch
    {
        null => null,
        "0" or "off" => Timeout.InfiniteTimeSpan,
        var text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= MaximumTimeout
            ? TimeSpan.FromSeconds(seconds)
            : throw new GuestOperationException(
                "launch", $"the backend setting unresponsive_timeout={text}: the value must be a number of seconds up to {MaximumTimeout}, or off", Errno.EINVAL),
    };

    /// <summary>The most bytes of one returned value; null when it is not set. Kept apart, for every call asks.</summary>
    public long? MaxReplyBytes { get; private set; }

    public IReadOnlyList<string> All => _settings;

    /// <summary>Checks settings whose value must have a form.</summary>
    /// <exception cref="GuestOperationException">One has another; EINVAL.</exception>
    public static void Check(string function, IEnumerable<string> settings)
    {
        if (settings.FirstOrDefault(s => NameOf(s) == MaxReplyBytesName && SizeOf(ValueOf(s)) is null) is { } wrong)
        {
            throw new GuestOperationException(function, $"the backend setting {wrong}: the value must be a number of bytes, such as {MaxReplyBytesName}={1 << 30}", Errno.EINVAL);
        }
    }

    public void Replace(IEnumerable<string> settings)
    {
        _settings.Clear();
        _settings.AddRange(settings);
        Note();
    }

    /// <summary>The value of a setting: "1" for one without a value, null for one that is not set.</summary>
    public string? Get(string name)
        => _settings.Where(s => NameOf(s) == name).Select(ValueOf).FirstOrDefault();

    public void Set(string name, string value)
    {
        Clear(name);
        _settings.Add($"{name}={value}");
        Note();
    }

    public int Clear(string name)
    {
        var count = _settings.RemoveAll(s => NameOf(s) == name);
        Note();
        return count;
    }

    private bool Has(string name) => Get(name) is { } value && value is not ("0" or "false" or "no");

    private void Note() => MaxReplyBytes = Get(MaxReplyBytesName) is { } value ? SizeOf(value) : null;

    private static long? SizeOf(string value)
        => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 ? size : null;

    private static string ValueOf(string setting) => setting.IndexOf('=', StringComparison.Ordinal) is var at and >= 0 ? setting[(at + 1)..] : "1";

    private static string NameOf(string setting) => setting.IndexOf('=', StringComparison.Ordinal) is var at and >= 0 ? setting[..at] : setting;
}

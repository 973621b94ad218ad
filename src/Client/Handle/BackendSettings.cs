using System.Globalization;

namespace GuestCtl.Handle;

/// <summary>The backend settings: strings of the form name or name=value.</summary>
internal sealed class BackendSettings
{
    // A day.
    private const int MaximumTimeout = 24 * 60 * 60;

    private readonly List<string> _settings = [];

    public bool ForceTcg => Has("force_tcg");

    public bool ForceKvm => Has("force_kvm");

    public bool AllowReferencedFiles => Has("allow_referenced_files");

    public bool WarmStartOff => Get("warm_start") is "off" or "0" or "no" or "false";

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

    public IReadOnlyList<string> All => _settings;

    public void Replace(IEnumerable<string> settings)
    {
        _settings.Clear();
        _settings.AddRange(settings);
    }

    /// <summary>The value of a setting: "1" for one without a value, null for one that is not set.</summary>
    public string? Get(string name)
        => _settings.Where(s => NameOf(s) == name).Select(s => s.Length > name.Length ? s[(name.Length + 1)..] : "1").FirstOrDefault();

    public void Set(string name, string value)
    {
        Clear(name);
        _settings.Add($"{name}={value}");
    }

    public int Clear(string name) => _settings.RemoveAll(s => NameOf(s) == name);

    private bool Has(string name) => Get(name) is { } value && value is not ("0" or "false" or "no");

    private static string NameOf(string setting) => setting.IndexOf('=', StringComparison.Ordinal) is var at and >= 0 ? setting[..at] : setting;
}

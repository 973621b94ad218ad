using GuestCtl.Testing;

namespace GuestCtl.Appliance.Tests.InteractiveShell;

/// <summary>Our guestfish, or another command, at a terminal.</summary>
internal sealed class Terminal : TypedTerminal
{
    public Terminal(string home, string arguments, params (string Name, string Value)[] environment)
        : this(home, arguments, ":", environment)
    {
    }

    /// <summary>A terminal that a command of the host's shell prepares, such as stty.</summary>
    public Terminal(string home, string arguments, string preparation, params (string Name, string Value)[] environment)
        : this($"{preparation}; exec {TestMachine.Bin}/guestfish {arguments}", environment, home)
    {
    }

    private Terminal(string command, (string Name, string Value)[] environment, string home)
        : base(home, command, [("XDG_CACHE_HOME", Path.GetDirectoryName(new GuestFs().Settings.EffectiveCacheDirectory)!), .. environment])
    {
    }

    /// <summary>A terminal with a command of the host's shell.</summary>
    public static Terminal Of(string home, string command) => new(command, [], home);
}

namespace GuestCtl.Launch;

/// <summary>The words of the appliance's kernel command line.</summary>
internal static class KernelCommandLine
{
    private static readonly string[] Always =
    [
        "console=ttyS0",
        // A panic must end QEMU (-no-reboot) at once, and not through the keyboard controller's slow ways.
        "panic=-1",
        "reboot=t",
        "8250.nr_uarts=1",
        "random.trust_cpu=on",
        "edd=off",
        // Nothing in the appliance is worth protecting from itself, and the work-arounds are slow under emulation.
        "mitigations=off",
        "cryptomgr.notests",
        "usbcore.nousb",
        "i8042.noaux",
        "i8042.nopnp",
        "i8042.dumbkbd",
        // The host's clock is the only one that counts; trying out the timer hardware takes a quarter of a second.
        "no_timer_check",
        "lpj=4000000",
        "nowatchdog",
        "nmi_watchdog=0",
        "audit=0",
        "selinux=0",
        "apparmor=0",
        "printk.time=1",
        "cgroup_disable=memory",
    ];

    /// <summary>Puts the line together.</summary>
    /// <param name="accelerator">What runs the guest.</param>
    /// <param name="verbose">Whether the kernel talks.</param>
    /// <param name="append">The user's own words, which come last so that they win.</param>
    public static string Build(Accelerator accelerator, bool verbose, string? append)
    {
        var words = new List<string>(Always);
        // Emulation keeps one clock for all processors, which the kernel does not believe without being told.
        words.Add(accelerator == Accelerator.Tcg ? "tsc=reliable" : "clocksource=kvm-clock");
        words.AddRange(verbose ? ["loglevel=7"] : ["quiet", "loglevel=3"]);
        if (!string.IsNullOrWhiteSpace(append))
            words.Add(append.Trim());
        return string.Join(' ', words);
    }
}

namespace GuestCtl.Launch;

/// <summary>The words of the appliance's kernel command line.</summary>
/// <remarks>
/// Measured under emulation with the 6.12 kernel, to power off: 3.1 to 3.3 s of processor time with these, 3.7 to 3.9 s with the console alone. Further ones
/// (lpj, rodata=off, noreplace-smp, nosmp, pci=lastbus, other clock sources) made no difference beyond the noise; the pc board costs 0.3 s more than q35.
/// </remarks>
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
        // The timer hardware is QEMU's own, and trying it out takes time.
        "no_timer_check",
        "nowatchdog",
        "nmi_watchdog=0",
        // Nobody reads the statistics that it keeps at each change of tasks.
        "psi=0",
        // The only memory beyond 4 GiB may be what is shared with the host, which no device writes to.
        "swiotlb=noforce",
        "acpi_no_memhotplug",
        "audit=0",
        // Each security module has hooks in every open, create and stat; the appliance runs no program that one should hold back. The next two zero and count
        // memory for the sake of processes that must not trust each other, of which there are none. Together an eighth of the time to create a file.
        "lsm=capability",
        "init_on_alloc=0",
        "cgroup_disable=memory",
        "printk.time=1",
    ];

    private static readonly string[] Emulated =
    [
        // Emulation keeps one clock for all processors, which the kernel does not believe without being told; real ones it may judge itself.
        "tsc=reliable",
        // The processor's instruction for check sums, which QEMU computes bit by bit; the kernel's own tables are several times faster. A file of
        // ext4 costs 10 KB of check sums: without this module 20,000 are created and written out in 4.1 s instead of 5.7.
        "module_blacklist=crc32c_intel",
    ];

    /// <summary>Puts the line together.</summary>
    /// <param name="accelerator">What runs the guest.</param>
    /// <param name="verbose">Whether the kernel talks.</param>
    /// <param name="append">The user's own words, which come last so that they win.</param>
    public static string Build(Accelerator accelerator, bool verbose, string? append)
    {
        var words = new List<string>(Always);
        if (accelerator == Accelerator.Tcg)
            words.AddRange(Emulated);
        words.AddRange(verbose ? ["loglevel=7"] : ["quiet", "loglevel=3"]);
        if (!string.IsNullOrWhiteSpace(append))
            words.Add(append.Trim());
        return string.Join(' ', words);
    }
}

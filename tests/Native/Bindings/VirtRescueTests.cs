using GuestCtl.Native.Tests.Running;
using GuestCtl.Testing;

namespace GuestCtl.Native.Tests.Bindings;

/// <summary>Debian's virt-rescue, unchanged, on our library: its terminal is a shell of the appliance.</summary>
public sealed class VirtRescueTests : IDisposable
{
    private const string Prompt = "><rescue> ";

    private readonly TemporaryDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task It_has_a_shell_with_the_size_of_the_terminal_in_which_Ctrl_C_works()
    {
        await using var terminal = Start("--scratch");
        await terminal.WaitAsync(Prompt);
        terminal.Type("stty size; echo 4$((1+1)) $TERM; ls /dev/sd*\n");
        Assert.Contains("\n33 101\n42 xterm\n/dev/sda\n", await terminal.WaitAsync("/dev/sda\r\n" + Prompt));
        terminal.Type("sh -c 'echo begun; exec sleep 1000'\n");
        await terminal.WaitAsync("\nbegun");
        terminal.Type("\x03");
        await terminal.WaitAsync(Prompt);
        terminal.Type("exit\n");
        await terminal.ReadToEndAsync();
        Assert.Equal(0, await terminal.EndAsync());
    }

    [Fact]
    public async Task It_mounts_an_inspected_guest_below_sysroot()
    {
        await using var terminal = Start($"--ro -a {TestMachine.Image("debian-ext4.img")} -i");
        await terminal.WaitAsync(Prompt);
        terminal.Type("cat /sysroot/etc/hostname\n");
        await terminal.WaitAsync("\ndemo-debian\r\n" + Prompt);
        terminal.Type("\x04");
        await terminal.ReadToEndAsync();
        Assert.Equal(0, await terminal.EndAsync());
    }

    private TypedTerminal Start(string arguments)
    {
        TestMachine.NeedLibrary();
        TestMachine.Need("/usr/bin/virt-rescue", "install guestfs-tools");
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return new TypedTerminal(
            _home.Path, $"stty rows 33 cols 101; exec virt-rescue {arguments}", ("LD_LIBRARY_PATH", TestMachine.Native), ("XDG_CACHE_HOME", cache));
    }
}

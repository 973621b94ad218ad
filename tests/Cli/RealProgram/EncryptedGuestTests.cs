using System.Diagnostics;

namespace GuestCtl.Cli.Tests.RealProgram;

public sealed class EncryptedGuestTests(EncryptedGuest guest) : IClassFixture<EncryptedGuest>
{
    private static string Device => $"/dev/mapper/luks-{EncryptedGuest.Uuid}";

    [Fact]
    public async Task The_right_key_shows_the_operating_system()
    {
        var (code, output, error) = await RunAsync("", "inspect", "--key", $"/dev/sda:key:{EncryptedGuest.Key}");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Debian GNU/Linux 12", output);
    }

    [Fact]
    public async Task A_wrong_key_is_an_error_that_names_the_device()
    {
        var (code, output, error) = await RunAsync("", "ls", "--key", $"{EncryptedGuest.Uuid}:key:guessed", "/");

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("guestctl: /dev/sda is encrypted, and no key that was given opens it: ", error);
    }

    [Fact]
    public async Task A_key_is_read_from_the_standard_input()
        => Assert.Equal((0, "hidden\n", ""), await RunAsync(EncryptedGuest.Key + "\n", "cat", "--keys-from-stdin", "/etc/hostname"));

    [Fact]
    public async Task A_key_for_all_devices_is_read_from_a_file()
    {
        var (code, output, error) = await RunAsync("", "df", "--key", $"all:file:{guest.KeyFile}");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains(Device, output);
    }

    [Fact]
    public async Task Without_a_key_and_a_terminal_the_device_stays_closed_and_the_user_is_told_how_to_give_one()
    {
        var (code, _, error) = await RunAsync("", "inspect");

        Assert.Equal(4, code);
        Assert.StartsWith("guestctl: warning: /dev/sda is encrypted and stays closed; give its key with --key /dev/sda:key:KEY", error);
    }

    [Fact]
    public async Task File_systems_are_listed_closed_and_opened()
    {
        var (_, closed, warning) = await RunAsync("", "filesystems");
        Assert.DoesNotContain(Device, closed);
        Assert.StartsWith("guestctl: warning: /dev/sda is encrypted and stays closed;", warning);

        var (code, opened, error) = await RunAsync("", "filesystems", "--key", $"all:key:{EncryptedGuest.Key}");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains(Device, opened);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string input, string command, params string[] arguments)
    {
        var start = Guestctl.Start([command, "-a", guest.Disk, "--format", "raw", .. arguments]);
        start.RedirectStandardInput = true;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}

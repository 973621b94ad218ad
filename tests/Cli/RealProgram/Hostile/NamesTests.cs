using System.Text;
using System.Text.Json;

namespace GuestCtl.Cli.Tests.RealProgram.Hostile;

/// <summary>Names and labels of an image that would steer the terminal, break lines or JSON, or are no text.</summary>
public sealed class NamesTests : IDisposable
{
    private static readonly byte[][] Names =
    [
        [.. "\e]0;title\a\e[2Jx"u8], [.. "two\nlines"u8], [.. "latin"u8, 0xe9], [0xff, 0xfe], [.. "-rf"u8], [.. "\"quoted\\"u8], [.. "\u202Egnp.exe"u8], [.. new byte[255].Select(_ => (byte)'x')],
    ];

    private readonly string _directory = Directory.CreateTempSubdirectory("guestctl-names-").FullName;

    private string Image => Path.Combine(_directory, "g.img");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task They_are_whole_in_JSON_and_harmless_in_text()
    {
        await MakeImageAsync();
        var (code, output, error) = await Guestctl.RunAsync("ls", "-a", Image, "-m", "/dev/sda", "--json", "/names");
        Assert.True(code == 0, error);
        using var listing = JsonDocument.Parse(output);
        Assert.Equal(
            Names.Select(name => Convert.ToHexString([.. "/names/"u8, .. name])).Order(),
            listing.RootElement.EnumerateArray().Select(entry => Convert.ToHexString(Bytes(entry, "path"))).Order());

        (code, output, error) = await Guestctl.RunAsync("ls", "-l", "-a", Image, "-m", "/dev/sda", "/names");
        Assert.True(code == 0, error);
        IsHarmless(output);
        Assert.Equal(Names.Length, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        (code, output, error) = await Guestctl.RunAsync("inspect", "-a", Image, "--json");
        Assert.True(code == 0, error);
        using var inspected = JsonDocument.Parse(output);
        var system = inspected.RootElement.GetProperty("operatingSystems").EnumerateArray().Single();
        Assert.Equal(Names[0].Append((byte)0xe9), Bytes(system, "hostname"));
        Assert.Equal(Names[0].Append((byte)0xe9), Bytes(system, "productName"));
        Assert.Equal(Names[0].Append((byte)0xe9), Bytes(system.GetProperty("applications").EnumerateArray().Single(), "version"));

        (code, output, error) = await Guestctl.RunAsync("inspect", "-a", Image);
        Assert.True(code == 0, error);
        IsHarmless(output);
        (code, output, error) = await Guestctl.RunAsync("filesystems", "-a", Image);
        Assert.True(code == 0, error);
        IsHarmless(output);
        Assert.Contains("\\x1b", output);
    }

    // Bytes that are no text have a property of their own.
    private static byte[] Bytes(JsonElement element, string name)
        => element.TryGetProperty(name + "Base64", out var bytes) ? bytes.GetBytesFromBase64() : Encoding.UTF8.GetBytes(element.GetProperty(name).GetString()!);

    private static void IsHarmless(string output)
    {
        var text = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(output));
        Assert.DoesNotContain(text, c => (char.IsControl(c) && c != '\n') || c is '\u202E' or '\uFFFD');
    }

    private async Task MakeImageAsync()
    {
        var files = string.Join(' ', Names.Select(name => $"> \"$(printf '{Octal(name)}')\";"));
        var text = Octal([.. Names[0], 0xe9]);
        var (code, _, error) = await Guestctl.RunAsync(
            "shell", "sparse", Image, "16M", ":", "run", ":", "mkfs", "ext4", "/dev/sda", ":", "mount", "/dev/sda", "/", ":", "mkdir", "/names", ":",
            "debug", "sh", Script($"cd /sysroot/names; {files}"), ":",
            "debug", "sh", Script($"cd /sysroot; mkdir -p bin etc var/lib/dpkg; printf '{text}\\n' > etc/hostname; printf 'ID=debian\\nPRETTY_NAME=\"{text}\"\\n' > etc/os-release; "
                + $"printf 'Package: p\\nStatus: install ok installed\\nVersion: {text}\\n\\n' > var/lib/dpkg/status"), ":",
            "umount-all", ":", "debug", "sh", Script($"e2label /dev/sda \"$(printf '{Octal(Names[0][..12])}')\""));
        Assert.True(code == 0, error);
    }

    // The shell has quotes and backslashes of its own in the list of a command's arguments.
    private static string Script(string text) => $"echo {Convert.ToBase64String(Encoding.UTF8.GetBytes(text))} | base64 -d | sh -e";

    private static string Octal(byte[] bytes) => string.Concat(bytes.Select(b => "\\" + Convert.ToString(b, 8).PadLeft(3, '0')));
}

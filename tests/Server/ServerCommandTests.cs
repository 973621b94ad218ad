using System.Net;

namespace GuestCtl.Server.Tests;

public sealed class ServerCommandTests
{
    [Fact]
    public void Images_are_read_only_unless_the_caller_says_otherwise()
    {
        Assert.False(Read("-a", "/disk.img", "--listen", "unix:/s").Writable);
        Assert.False(Read("-a", "/disk.img", "--listen", "unix:/s", "--ro").Writable);
        Assert.True(Read("-a", "/disk.img", "--listen", "unix:/s", "--rw").Writable);
    }

    [Fact]
    public void Images_keep_their_order_and_are_found_from_the_current_directory()
    {
        var options = Read("-a", "/one.img", "--add", "two.img", "--format", "raw", "--listen", "unix:/s");
        Assert.Equal(["/one.img", Path.GetFullPath("two.img")], options.Images);
        Assert.Equal("raw", options.Format);
    }

    [Fact]
    public void A_loopback_address_is_taken()
        => Assert.Equal(new IPEndPoint(IPAddress.Loopback, 5000), Read("-a", "/disk.img", "--listen", "http://127.0.0.1:5000").Listen.EndPoint);

    [Fact]
    public async Task No_image_is_an_error_of_usage()
        => Assert.Contains("--add", await RefusalOf("--listen", "unix:/s"));

    [Fact]
    public async Task Read_only_and_writable_exclude_each_other()
        => Assert.Contains("exclude each other", await RefusalOf("-a", "/disk.img", "--listen", "unix:/s", "--ro", "--rw"));

    [Fact]
    public async Task A_bad_address_is_an_error_of_usage_that_says_what_to_write()
        => Assert.Contains("'nowhere' is not an address", await RefusalOf("-a", "/disk.img", "--listen", "nowhere"));

    [Fact]
    public async Task The_help_shows_all_options_and_needs_no_image()
    {
        var output = new StringWriter();
        Assert.Equal(0, await new ServerProgram(output, TextWriter.Null).RunAsync(["--help"]));
        Assert.All(["--add", "--format", "--ro", "--rw", "--listen", "--daemon", "--verbose"], option => Assert.Contains(option, output.ToString()));
    }

    [Fact]
    public async Task A_missing_image_is_named_and_leaves_no_socket()
    {
        using var directory = new TemporaryDirectory();
        var error = new StringWriter();
        Assert.Equal(1, await new ServerProgram(TextWriter.Null, error).RunAsync(["-a", directory["no.img"], "--listen", $"unix:{directory["s"]}"]));
        Assert.Contains("no.img", error.ToString());
        Assert.Empty(Directory.GetFiles(directory.Path));
    }

    private static ServerOptions Read(params string[] arguments)
    {
        var command = new ServerCommand();
        var parsed = command.Parse(arguments);
        Assert.Empty(parsed.Errors);
        return command.Read(parsed);
    }

    private static async Task<string> RefusalOf(params string[] arguments)
    {
        var error = new StringWriter();
        Assert.Equal(2, await new ServerProgram(TextWriter.Null, error).RunAsync(arguments));
        return error.ToString();
    }
}

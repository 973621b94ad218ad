namespace GuestCtl.Cli.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("inspect")]
    [InlineData("ls")]
    [InlineData("cat")]
    [InlineData("cp")]
    [InlineData("filesystems")]
    [InlineData("df")]
    [InlineData("doctor")]
    [InlineData("env")]
    [InlineData("version")]
    [InlineData("completion")]
    [InlineData("appliance build")]
    [InlineData("appliance info")]
    public async Task The_help_of_each_command_has_a_description_and_an_example(string command)
    {
        var (code, output, error) = await InProcess.RunAsync([.. command.Split(' '), "--help"]);
        Assert.Equal(0, code);
        Assert.Equal("", error);
        Assert.Contains("Description:", output);
        Assert.Contains("Examples:\n", output.ReplaceLineEndings("\n"));
        Assert.Contains($"guestctl {command}", output);
    }

    [Fact]
    public async Task The_help_of_the_program_lists_the_commands_but_not_the_hidden_one()
    {
        var (code, output, _) = await InProcess.RunAsync("--help");
        Assert.Equal(0, code);
        Assert.Contains("inspect", output);
        Assert.DoesNotContain("debug-sh", output);
    }

    [Theory]
    [InlineData("'inspect --nonsense -a x' is refused", "inspect", "--nonsense", "-a", "x")]
    [InlineData("an image is missing", "inspect")]
    [InlineData("an image is missing", "ls", "/etc")]
    [InlineData("a command that does not exist", "explode")]
    [InlineData("no command", "appliance")]
    [InlineData("--json and --xml", "inspect", "-a", "x", "--json", "--xml")]
    [InlineData("--ro and --rw", "cp", "-a", "x", "--ro", "--rw", "a", ":/b")]
    [InlineData("no path", "cat", "-a", "x")]
    [InlineData("no such shell", "completion", "tcsh")]
    [InlineData("writing without -w", "cp", "-a", "x", "a", ":/b")]
    [InlineData("both here", "cp", "-a", "x", "a", "b")]
    [InlineData("a key without a type", "inspect", "-a", "x", "--key", "foo")]
    [InlineData("no device", "ls", "-a", "x", "-m", "sda1", "/")]
    [InlineData("no device for an upload", "debug-sh", "-a", "x", "--upload", "file", "--", "true")]
    public async Task A_wrong_command_line_is_one_line_and_exit_code_2(string what, params string[] arguments)
    {
        var (code, output, error) = await InProcess.RunAsync(arguments);
        Assert.True(code == 2, $"{what}: exit code {code}, {error}");
        Assert.Equal("", output);
        Assert.StartsWith("guestctl: ", error);
    }

    [Fact]
    public async Task A_file_name_with_an_at_sign_is_not_read_as_a_list_of_arguments()
    {
        var (_, _, error) = await InProcess.RunAsync("cat", "-a", "x", "@nothing", "--unknown");
        Assert.DoesNotContain("Response file", error);
    }

    [Fact]
    public async Task A_missing_image_is_named_before_anything_is_launched()
    {
        var (code, _, error) = await InProcess.RunAsync("inspect", "-a", "/nonexistent/disk.img");
        Assert.Equal(1, code);
        Assert.StartsWith("guestctl: ", error);
        Assert.Contains("/nonexistent/disk.img", error);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("ls")]
    [InlineData("cat")]
    [InlineData("cp")]
    [InlineData("df")]
    [InlineData("filesystems")]
    [InlineData("mount")]
    [InlineData("rescue")]
    public async Task All_commands_on_images_take_keys_and_machines_of_libvirt(string command)
    {
        var (_, output, _) = await InProcess.RunAsync(command, "--help");
        foreach (var option in new[] { "--key ", "--keys-from-stdin", "--echo-keys", "-d, --domain", "-c, --connect" })
        {
            Assert.Contains(option, output);
        }
    }

    [Theory]
    [InlineData("rescue", "Say which disks")]
    [InlineData("rescue --scratch=0", "--scratch 0: write a number of drives")]
    [InlineData("rescue --scratch --ro --rw", "--ro and --rw exclude each other")]
    [InlineData("rescue --scratch -i -m /dev/sda1", "-i and -m exclude each other")]
    public async Task A_rescue_shell_wants_disks_that_make_sense(string command, string expected)
    {
        var (code, _, error) = await InProcess.RunAsync(command.Split(' '));
        Assert.Equal(2, code);
        Assert.Contains(expected, error);
    }

    [Fact]
    public async Task A_machine_is_looked_for_where_the_user_says()
    {
        var (code, _, error) = await InProcess.RunAsync("inspect", "-c", "test:///nonexistent.xml", "-d", "nobody");
        Assert.Equal(1, code);
        Assert.StartsWith("guestctl: add_domain: ", error);
    }

    [Fact]
    public async Task A_directory_is_no_image()
    {
        var (code, _, error) = await InProcess.RunAsync("filesystems", "-a", Path.GetTempPath());
        Assert.Equal(1, code);
        Assert.Contains("directory", error);
    }

    [Fact]
    public async Task The_version_is_for_people_and_for_programs()
    {
        var (code, output, _) = await InProcess.RunAsync("version");
        Assert.Equal(0, code);
        Assert.Matches(@"^guestctl \d+\.\d+\.\d+ \(libguestfs API 1\.\d+\.\d+\)\n$", output);
        using var json = System.Text.Json.JsonDocument.Parse((await InProcess.RunAsync("version", "--json")).Output);
        Assert.Contains(json.RootElement.GetProperty("guestctl").GetString()!, output);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _guestctl guestctl")]
    [InlineData("zsh", "#compdef guestctl")]
    [InlineData("fish", "complete -c guestctl")]
    public async Task Each_shell_has_its_completion(string shell, string line)
        => Assert.Contains(line, (await InProcess.RunAsync("completion", shell)).Output);
}

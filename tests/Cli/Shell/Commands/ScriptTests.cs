using GuestCtl.Cli.Shell;

namespace GuestCtl.Cli.Tests.Shell.Commands;

/// <summary>Whole scripts. What is expected is what guestfish 1.48 prints for them.</summary>
public sealed class ScriptTests
{
    private const string Hint =
        "Did you mean to open a disk image?  guestfish -a disk.img\n"
        + "For a list of commands:             guestfish -h\n"
        + "For complete documentation:         man guestfish\n";

    [Fact]
    public void The_first_error_ends_a_script_and_names_its_line()
        => Assert.Equal(
            (1, "hi\n", "*stdin*:3: libguestfs: error: mkdir: call launch before using this function\n(in guestfish, don't forget to use the 'run' command)\n"),
            InProcessShell.Run("echo hi\n# a\nmkdir /a\necho no\n"));

    [Fact]
    public void A_dash_lets_the_script_go_on()
        => Assert.Equal((0, "next\n", "foo: unknown command\n" + Hint), InProcessShell.Run("-foo\necho next\n"));

    [Fact]
    public void A_command_that_only_libguestfs_has_is_told_from_an_unknown_one()
    {
        foreach (var name in MissingCommands.Names)
        {
            Assert.Equal((1, "", $"{name}: this build of GuestCtl does not have this command yet, although libguestfs has\n"), InProcessShell.Run($"{name}\n"));
        }
    }

    [Fact]
    public void Only_the_first_unknown_command_gets_a_hint()
        => Assert.Equal((1, "a\n", "foo: unknown command\n"), InProcessShell.Run("echo a\nfoo\n"));

    [Theory]
    [InlineData("mkdir", "error: incorrect number of arguments\nusage: mkdir path\ntype 'help mkdir' for more help on mkdir\n")]
    [InlineData("memsize x", "memsize: memsize: invalid integer parameter (xstrtoll returned 4)\n")]
    [InlineData("memsize 99999999999", "memsize: memsize: integer out of range\n")]
    [InlineData("verbose maybe", "guestfish: 'maybe': invalid boolean value, use 'true' or 'false'\n")]
    [InlineData("add /x foo:1", "add: unknown optional argument \"foo:1\"\n")]
    [InlineData("add /x readonly:true readonly:false", "add: optional argument \"readonly\" given more than once\n")]
    [InlineData("add /x blocksize:1Q", "add: optargs_s.blocksize: invalid integer parameter (xstrtoll returned 2)\n")]
    [InlineData("set-backend-settings \"a 'b\"", "Runaway quote in string \"a 'b\"\n")]
    [InlineData("echo \"a", "guestfish: unterminated double quote\n")]
    [InlineData("sparse /tmp/x y", "parse_size: invalid integer parameter (xstrtoull returned 4)\n")]
    [InlineData("event a foo true", "unknown event name: foo\n")]
    [InlineData("delete-event a", "delete-event: a: no such event handler\n")]
    [InlineData("lcd /nonexistent", "/nonexistent: No such file or directory\n")]
    [InlineData("glob", "use 'glob command [args...]'\n")]
    [InlineData("time", "use 'time command [args...]'\n")]
    [InlineData("upload -<< /x", "guestfish: missing end marker in -<< expression\n")]
    [InlineData("help foo", "foo: command not known: use -h to list all commands\n")]
    public void Wrong_commands_are_told_what_is_wrong(string line, string message) => Assert.Equal((1, "", message), InProcessShell.Run(line + "\n"));

    [Fact]
    public void Names_may_be_written_with_underscores_and_in_capitals()
        => Assert.Equal((0, "512\n512\n", ""), InProcessShell.Run("MemSize 0x200\nget_memsize\nGET-MEMSIZE\n"));

    [Fact]
    public void Quit_ends_a_script_at_once() => Assert.Equal((0, "a\n", ""), InProcessShell.Run("echo a\nquit\necho b\n"));

    [Fact]
    public void A_script_need_not_end_with_a_line_end() => Assert.Equal((0, "a\n", ""), InProcessShell.Run("echo a"));

    [Fact]
    public void A_byte_0_ends_its_line() => Assert.Equal((0, "a\nc\n", ""), InProcessShell.Run("echo a\0b\necho c\n"));

    [Fact]
    public void A_line_may_have_a_megabyte()
    {
        var (code, output, error) = InProcessShell.Run("echo " + new string('x', 1 << 20) + "\n");
        Assert.Equal((0, (1 << 20) + 1, ""), (code, output.Length, error));
    }

    [Fact]
    public void Commands_of_the_command_line_are_parted_by_colons()
    {
        Assert.Equal((0, "a b\nc:d\n", ""), InProcessShell.Run("", "echo", "a", "b", ":", "echo", "c:d"));
        Assert.Equal((1, "a\n", "guestfish: empty command on command line\n"), InProcessShell.Run("", "echo", "a", ":", ":", "echo", "b"));
        Assert.Equal((0, "\"~\" |\n", ""), InProcessShell.Run("", "echo", "\"~\"", "|"));
        Assert.Equal((0, "b\n", ""), InProcessShell.Run("", "exit", ":", "echo", "b"));
    }

    [Fact]
    public void Not_turns_failure_into_success_and_is_no_command_alone()
    {
        Assert.Equal((0, "a\n", "foo: unknown command\n"), InProcessShell.Run("not foo\necho a\n"));
        Assert.Equal((1, "a\n", ""), InProcessShell.Run("not echo a\n"));
        Assert.Equal((1, "", "not: unknown command\n" + Hint), InProcessShell.Run("not\n"));
    }

    [Fact]
    public void Launching_without_a_drive_is_refused()
        => Assert.Equal((1, "", "*stdin*:1: libguestfs: error: you must call guestfs_add_drive before guestfs_launch\n"), InProcessShell.Run("run\n"));

    [Fact]
    public void Traces_end_as_those_of_guestfish_do()
        => Assert.Equal(
            (1, "1280\n",
                "libguestfs: trace: get_memsize\nlibguestfs: trace: get_memsize = 1280\nlibguestfs: trace: mkdir \"/a\"\n"
                + "*stdin*:3: libguestfs: error: mkdir: call launch before using this function\n(in guestfish, don't forget to use the 'run' command)\n"
                + "libguestfs: trace: mkdir = -1 (error)\nlibguestfs: trace: close\n"),
            InProcessShell.Run("trace true\nget-memsize\nmkdir /a\n"));

    [Fact]
    public void Event_handlers_are_listed_with_their_numbers()
        => Assert.Equal(
            (0, "\"a\" (0): close,trace: x\n\"b\" (1): *: y\n\"b\" (1): *: y\n", ""),
            InProcessShell.Run("event a trace,close x\nevent b * y\nlist-events\ndelete-event a\nlist-events\ndelete-event b\n"));

    [Fact]
    public void Every_command_has_help()
    {
        var table = new Cli.Shell.Commands.CommandTable();
        Assert.All(table.All, command => Assert.Contains($"SYNOPSIS\n     {command.Usage}\n\nDESCRIPTION\n    {command.Description[..5]}", InProcessShell.Run("", "-h", command.Name).Output));
    }
}

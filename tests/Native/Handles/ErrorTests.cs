using GuestCtl.Native.Tests.Running;

namespace GuestCtl.Native.Tests.Handles;

public sealed class ErrorTests
{
    private const string NotLaunched = "call launch before using this function\n(in guestfish, don't forget to use the 'run' command)";

    [Fact]
    public async Task A_null_argument_is_named() => (await CProgram.RunAsync("errors", "null_argument")).Said(
        "-1 0 mkdir: path: parameter cannot be NULL",
        "-1 0 write: content: parameter cannot be NULL",
        "-1 0 available: groups: parameter cannot be NULL",
        "-1 0 add_drive_opts: filename: parameter cannot be NULL",
        "-1 0 vfs_type: mountable: parameter cannot be NULL");

    [Fact]
    public async Task Each_thread_has_an_error_of_its_own() => (await CProgram.RunAsync("errors", "threads")).Said(
        "none", "-1 0 mkdir: path: parameter cannot be NULL", "none", "-1 0 mkdir: path: parameter cannot be NULL", "-1 0 available: groups: parameter cannot be NULL");

    [Fact]
    public async Task Null_is_taken_where_it_means_nothing() => (await CProgram.RunAsync("errors", "null_where_allowed")).Said("0 0 null");

    [Fact]
    public async Task Calls_before_launch_say_so() => (await CProgram.RunAsync("errors", "before_launch")).Said(
        $"-1 0 mkdir: {NotLaunched}", $"-1 0 upload: {NotLaunched}", $"-1 0 is_file: {NotLaunched}", "null null");

    // A program in Perl ends with it. Where libguestfs has no number there is none.
    [Fact]
    public async Task What_is_left_over_in_errno_is_the_number_of_the_error() => (await CProgram.RunAsync("errors", "left_over")).Said(
        "missing image: 2 2", "before launch: 0 0", "missing file: 0 0", "refused by the library: 0 0", "success: 7");

    [Fact]
    public async Task Wrong_options_are_refused_and_the_handle_works_on()
    {
        var ran = await CProgram.RunAsync("errors", "options");

        var lines = ran.Output.Split('\n');
        Assert.StartsWith("-1 0 add_drive: unknown option 77", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("-1 0 add_drive: same optional argument", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("-1 0 add_drive: unknown option in guestfs_add_drive_opts_argv->bitmask", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("0 ", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("-1 0 add_drive: format: optional parameter cannot be NULL", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_handlers_stack_and_the_lowest_prints()
    {
        const string message = "mkdir: path: parameter cannot be NULL";

        var ran = await CProgram.RunAsync("errors", "handlers");

        ran.Said($"first: {message}", $"second: {message}", $"first: {message}", "1 first");
        Assert.Equal($"libguestfs: error: {message}\n", ran.Error);
    }

    [Fact]
    public async Task A_closed_handle_and_none_at_all_are_errors_and_no_crash()
    {
        var ran = await CProgram.RunAsync("errors", "closed");

        ran.Said("-1 -1 null", "-1 null", "1280");
        Assert.Contains("mkdir: the handle is closed", ran.Error);
        Assert.Contains("mkdir: the handle is NULL", ran.Error);
    }

    [Fact]
    public async Task A_function_that_is_not_in_this_build_waits_for_the_launch_too()
        => (await CProgram.RunAsync("errors", "unsupported")).Said($"-1 0 extlinux: {NotLaunched}");

    [Fact]
    public async Task When_the_process_of_the_handle_is_killed_every_call_says_so()
    {
        const string message = "-1 32 get_memsize: the process of this handle has ended; close the handle and create a new one";

        (await CProgram.RunAsync("errors", "lost")).Said("1280", message, message);
    }
}

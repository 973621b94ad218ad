using GuestCtl.Native.Tests.Running;

namespace GuestCtl.Native.Tests.Handles;

public sealed class TransferTests
{
    [Fact]
    public async Task Relative_names_and_the_umask_are_those_of_the_program() => (await CProgram.RunAsync("transfers", "relative_names")).Said("600 7 content");

    [Fact]
    public async Task A_drive_is_found_from_another_directory() => (await CProgram.RunAsync("transfers", "relative_drive")).Said("0 1048576");

    [Fact]
    public async Task Standard_input_and_pipes_are_read()
    {
        var ran = await CProgram.RunAsync("transfers", "standard_descriptors", "hello\n");

        Assert.Equal("hello\npiped", ran.Output);
        Assert.Equal(0, ran.Code);
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_named_and_a_failed_download_makes_none() => (await CProgram.RunAsync("transfers", "files_that_cannot_be_opened")).Said(
        "-1 2 open: /nonexistent: No such file or directory",
        "-1 21 read: /tmp: Is a directory",
        "-1 2 /nonexistent/a: No such file or directory",
        "-1 2 download: /none: No such file or directory",
        "-1 1");

    [Fact]
    public async Task Contents_of_all_sizes_come_back_as_they_were() => (await CProgram.RunAsync("transfers", "contents_of_all_sizes")).Said("well");

    [Fact]
    public async Task A_signal_handler_cancels_an_upload() => (await CProgram.RunAsync("transfers", "cancel_from_a_signal")).Said("-1 1", "0");

    [Fact]
    public async Task A_thread_cancels_an_upload() => (await CProgram.RunAsync("transfers", "cancel_from_a_thread")).Said("-1 1", "0");

    [Fact]
    public async Task Cancelling_nothing_does_not_cancel_the_next() => (await CProgram.RunAsync("transfers", "cancel_of_nothing")).Said("0", "0");
}

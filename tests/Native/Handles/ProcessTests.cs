using GuestCtl.Native.Tests.Running;

namespace GuestCtl.Native.Tests.Handles;

/// <summary>Programs fork, wait for their children, close their descriptors and exit: none of it may harm a handle, nor a handle them.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task A_child_after_create_and_its_parent_both_call() => (await CProgram.RunAsync("processes", "fork_after_create")).Said("child 1280", "parent 1280");

    [Fact]
    public async Task A_daemon_works_on_when_its_parent_has_gone() => (await CProgram.RunAsync("processes", "daemonise")).Said("child read one", "parent -1");

    [Fact]
    public async Task Calls_of_parent_and_child_take_turns() => (await CProgram.RunAsync("processes", "both_after_fork")).Said("child ended with 0");

    [Fact]
    public async Task The_exit_of_a_child_does_not_close_the_handle() => (await CProgram.RunAsync("processes", "exit_of_a_child")).Said("0");

    [Fact]
    public async Task The_program_gets_the_signals_of_its_own_children_only() => (await CProgram.RunAsync("processes", "child_signals")).Said("7 1");

    [Fact]
    public async Task Children_may_be_ignored() => (await CProgram.RunAsync("processes", "ignored_children")).Said("1");

    [Fact]
    public async Task Neither_close_nor_a_kill_leaves_a_zombie() => (await CProgram.RunAsync("processes", "no_zombie")).Said("1");

    [Fact]
    public async Task Close_leaves_no_descriptor() => (await CProgram.RunAsync("processes", "no_descriptor_is_left")).Said("0");

    [Fact]
    public async Task Closed_standard_descriptors_stay_closed() => (await CProgram.RunAsync("processes", "without_standard_descriptors")).Said("1280 0");

    [Fact]
    public async Task A_handle_writes_nothing()
    {
        var ran = await CProgram.RunAsync("processes", "silent");

        ran.Said();
        Assert.Equal("", ran.Error);
    }

    [Fact]
    public async Task Threads_share_a_handle() => (await CProgram.RunAsync("processes", "threads")).Said("4");

    [Fact]
    public async Task Exit_closes_what_was_left_open() => (await CProgram.RunAsync("processes", "left_open")).Said("1280");
}

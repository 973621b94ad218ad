using GuestCtl.Native.Tests.Running;

namespace GuestCtl.Native.Tests.Handles;

public sealed class EventTests
{
    [Fact]
    public async Task Launch_and_close_are_told() => (await CProgram.RunAsync("events", "life")).Said(
        "life launch_done 0  0", "life close 0  0", "life subprocess_quit 0  0");

    [Fact]
    public async Task Each_call_is_told_when_it_is_entered_and_traced()
    {
        var ran = await CProgram.RunAsync("events", "entering");

        ran.Said(
            "a enter 0 set_trace 0",
            "a enter 0 get_memsize 0",
            "a trace 0 get_memsize 0",
            "a trace 0 get_memsize = 1280 0",
            "a enter 0 set_identifier 0",
            "a trace 0 set_identifier \"name\" 0",
            "a trace 0 set_identifier = 0 0",
            "a enter 0 get_autosync 0",
            "a trace 0 get_autosync 0",
            "a trace 0 get_autosync = 1 0",
            "-1");
        Assert.Equal("libguestfs: trace: name: set_trace false\nlibguestfs: trace: name: set_trace = 0\n", ran.Error);
    }

    [Fact]
    public async Task A_callback_may_call_the_handle() => (await CProgram.RunAsync("events", "calls_in_callbacks")).Said("1280");

    [Fact]
    public async Task Callbacks_of_the_old_kind_are_called() => (await CProgram.RunAsync("events", "old_callbacks")).Said("1 1 1");

    [Fact]
    public async Task Private_data_is_kept_by_name() => (await CProgram.RunAsync("events", "private_data")).Said("1 1 1", "2");

    [Fact]
    public async Task The_environment_sets_properties_when_asked()
    {
        var ran = await CProgram.RunAsync("events", "environment");

        ran.Said("700 1280", "800", "900 1", "1");
        Assert.Contains("libguestfs: error: non-numeric value for LIBGUESTFS_MEMSIZE\n", ran.Error);
    }

    [Fact]
    public async Task Texts_of_the_handle_stay_where_they_are() => (await CProgram.RunAsync("events", "constants")).Said("events other events direct 1 1 0");
}

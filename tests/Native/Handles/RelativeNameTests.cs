using GuestCtl.Native.Tests.Running;

namespace GuestCtl.Native.Tests.Handles;

/// <summary>Names of host files, which mean the directory that the program is in when it calls.</summary>
public sealed class RelativeNameTests
{
    [Fact]
    public async Task A_name_means_the_same_in_every_one_of_many_calls() => (await CProgram.RunAsync("names", "in_a_row")).Said("200");

    [Fact]
    public async Task Images_are_found_from_the_directory_of_the_program() => (await CProgram.RunAsync("names", "images")).Said("qcow2 1 1048576", "named");

    [Fact]
    public async Task Directories_are_made_absolute_when_they_are_set() => (await CProgram.RunAsync("names", "directories")).Said("here:there");

    [Fact]
    public async Task Variables_mean_the_directory_in_which_the_handle_was_made() => (await CProgram.RunAsync("names", "start_of_a_handle")).Said("well");

    [Fact]
    public async Task The_environment_allows_an_image_and_its_link_to_refer_to_another()
        => (await CProgram.RunAsync("names", "references_allowed_by_the_environment")).Said("1", "0");

    [Fact]
    public async Task A_directory_that_was_removed_is_reported() => (await CProgram.RunAsync("names", "removed_directory")).Said("-1 1", "advised");
}

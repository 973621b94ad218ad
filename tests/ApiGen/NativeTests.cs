using GuestCtl.ApiGen.Emit.Native;
using GuestCtl.ApiGen.Model.Native;

namespace GuestCtl.ApiGen.Tests;

/// <summary>The C library's generated part.</summary>
public sealed class NativeTests
{
    private static readonly string Reference = Path.Combine(Protoc.Repository, "tools", "ApiGen", "Reference");
    private static readonly NativeApi Api = NativeApi.Read(Protoc.ReadProject(), Reference);

    [Fact]
    public void A_function_with_options_has_all_of_its_forms()
    {
        var names = ExportList.Names(Api);

        Assert.Superset(
            new HashSet<string> { "guestfs_mkfs", "guestfs_mkfs_opts", "guestfs_mkfs_opts_va", "guestfs_mkfs_opts_argv", "guestfs_mount_local_argv" }, names.ToHashSet());
        Assert.DoesNotContain("guestfs_mkfs_va", names);
    }

    [Fact]
    public void Handles_structures_and_internal_functions_are_exported_too() => Assert.Superset(
        new HashSet<string> { "guestfs_create", "guestfs_user_cancel", "guestfs_free_statns_list", "guestfs_internal_test", "guestctl_handle_main" },
        ExportList.Names(Api).ToHashSet());

    [Fact]
    public void Types_of_callbacks_are_no_exports() => Assert.DoesNotContain(ExportList.Names(Api), name => name.EndsWith("_cb", StringComparison.Ordinal));

    [Fact]
    public void A_function_that_is_not_declared_has_a_path_that_nothing_serves()
    {
        var missing = Api.Functions.Where(f => f.Declared is null).Select(f => f.Name).Except(["set_selinux", "get_selinux"]).ToList();
        var sources = string.Concat(Program.NativeSources(Api).Select(source => source.Text));

        Assert.All(missing, name => Assert.Matches($"method_{name} = {{ \"{name}\", \"[A-Za-z0-9_]+\", \"/missing/{name}\", 0, [1-9][0-9]* }};", sources));
    }

    [Fact]
    public void Bytes_have_their_length_and_deprecated_functions_say_what_to_use()
    {
        var header = Header.Write(Api);

        Assert.Contains("int guestfs_write(guestfs_h *g, const char *path, const char *content, size_t content_size);", header);
        Assert.Contains("char *guestfs_read_file(guestfs_h *g, const char *path, size_t *size_r);", header);
        Assert.Contains("GUESTFS_DEPRECATED_REPLACED_BY(\"statns\")", header);
    }

    [Fact]
    public void The_output_is_the_same_each_time()
        => Assert.Equal(Program.NativeSources(Api).ToList(), Program.NativeSources(NativeApi.Read(Protoc.ReadProject(), Reference)).ToList());
}

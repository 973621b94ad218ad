using System.Reflection;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Client.Tests.Hostile;

/// <summary>A reply without an end takes what the caller allows, and no more. All functions are gone through, those too that are added later.</summary>
public sealed class EndlessReplyTests
{
    private const long Most = 1 << 20;

    // What is on the way when the caller gives up.
    private const long OnTheWay = 2 * FrameLimits.Window;

    public static TheoryData<string> Functions => [.. HostileAppliance.ValueStreams];

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task A_reply_without_an_end_fails_when_it_takes_more_than_is_allowed(string method)
    {
        using var appliance = new HostileAppliance(Most);
        foreach (var flood in new[] { Flood.LongParts, Flood.EmptyElements })
        {
            appliance.Flood = flood;
            var before = appliance.Sent;
            var error = await Assert.ThrowsAsync<GuestOperationException>(() => CallAsync(appliance.Guest, method));
            Assert.Equal(Errno.EMSGSIZE, error.Errno);
            Assert.Contains("max_reply_bytes=BYTES in the environment", error.Message);
            Assert.InRange(appliance.Sent - before, 0, Most + OnTheWay);
        }

        appliance.Flood = Flood.EmptyParts;
        Assert.False(await appliance.Guest.IsFileAsync("/x"));
    }

    // They cost no credit: those that are read are counted, and of those that wait there may not be very many.
    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Messages_without_anything_end_too(string method)
    {
        using var appliance = new HostileAppliance(Most) { Flood = Flood.EmptyParts };
        var error = await Assert.ThrowsAnyAsync<Exception>(() => CallAsync(appliance.Guest, method));
        Assert.True(error is GuestOperationException { Errno: Errno.EMSGSIZE } || error.ToString().Contains("messages that nobody has", StringComparison.Ordinal), error.ToString());
    }

    [Fact]
    public void There_are_functions_to_go_through() => Assert.Contains("/guestctl.Files/ReadFile", HostileAppliance.ValueStreams);

    [Fact]
    public async Task The_error_names_the_file_the_limit_and_the_way_around_it()
    {
        using var appliance = new HostileAppliance(Most);
        var error = await Assert.ThrowsAsync<GuestOperationException>(() => appliance.Guest.ReadFileAsync("/var/big"));
        Assert.Equal(
            "read_file: /var/big: the value takes more than 1048576 bytes of memory; use download to write it to a file, "
            + "or allow more: LIBGUESTFS_BACKEND_SETTINGS=max_reply_bytes=BYTES in the environment, the backend setting max_reply_bytes=BYTES, or MaxReplyBytes (.NET)",
            error.Message);
    }

    [Fact]
    public async Task A_single_reply_of_very_many_empty_elements_is_refused_before_it_is_read()
    {
        using var appliance = new HostileAppliance(Most);
        (appliance.Flood, appliance.Elements) = (Flood.EmptyElements, 100_000);
        Assert.Equal(Errno.EMSGSIZE, (await Assert.ThrowsAsync<GuestOperationException>(() => appliance.Guest.ListDevicesAsync())).Errno);
        Assert.Equal(Errno.EMSGSIZE, Assert.Throws<GuestOperationException>(() => appliance.Guest.ListFilesystems()).Errno);
        Assert.Equal(Errno.EMSGSIZE, Assert.Throws<GuestOperationException>(() => appliance.Guest.LvsFull()).Errno);
    }

    [Fact]
    public async Task What_goes_to_a_stream_has_no_limit()
    {
        using var appliance = new HostileAppliance(Most);
        var error = await Assert.ThrowsAsync<IOException>(() => appliance.Guest.DownloadAsync("/x", new FullStream(8 * Most)));
        Assert.Equal("full", error.Message);
        Assert.False(await appliance.Guest.IsFileAsync("/x"));
    }

    [Fact]
    public async Task The_backend_setting_goes_before_the_option()
    {
        using var appliance = new HostileAppliance(Most);
        appliance.Guest.SetBackendSetting("max_reply_bytes", "4194304");
        var error = await Assert.ThrowsAsync<GuestOperationException>(() => appliance.Guest.FindAsync("/"));
        Assert.Contains("more than 4194304 bytes", error.Message);
        Assert.InRange(appliance.Sent, Most, 4 * Most + OnTheWay);
        Assert.Equal(Errno.EINVAL, Assert.Throws<GuestOperationException>(() => appliance.Guest.SetBackendSetting("max_reply_bytes", "much")).Errno);
    }

    // With "/x" for each text, one element for each list, and nothing optional.
    private static Task CallAsync(GuestFs guest, string method)
    {
        var name = method[(method.LastIndexOf('/') + 1)..] + "Async";
        var function = typeof(GuestFs).GetMethods(BindingFlags.Public | BindingFlags.Instance).Single(m => m.Name == name);
        var arguments = function.GetParameters().Select(p => p switch
        {
            { HasDefaultValue: true } => Type.Missing,
            { ParameterType: var type } when type == typeof(string) => "/x",
            { ParameterType.IsValueType: true } => Activator.CreateInstance(p.ParameterType),
            _ => (object)new[] { "x" },
        });
        return (Task)function.Invoke(guest, BindingFlags.OptionalParamBinding, null, [.. arguments], null)!;
    }

    private sealed class FullStream(long size) : MemoryStream
    {
        private long _left = size;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
            => (_left -= buffer.Length) < 0 ? ValueTask.FromException(new IOException("full")) : ValueTask.CompletedTask;
    }
}

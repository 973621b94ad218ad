using Grpc.Core;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Server.Forwarding;

namespace GuestCtl.Server.Tests.Forwarding;

public sealed class RemoteErrorsTests
{
    [Fact]
    public void An_error_of_the_guest_travels_on_as_it_came()
    {
        var original = GuestErrors.Create("/x: No such file or directory", 2, StatusCode.NotFound);
        Assert.Same(original, RemoteErrors.Of(new GuestOperationException("cat", "/x: No such file or directory", 2, original)));
    }

    [Fact]
    public void An_error_of_the_library_keeps_its_reason_and_errno()
    {
        var error = RemoteErrors.Of(new GuestOperationException("feature_available", "the feature group 'x' is not known", 22))!;
        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
        Assert.Equal("the feature group 'x' is not known", error.Status.Detail);
        Assert.Equal(22, error.Errno());
    }

    [Fact]
    public void A_lost_appliance_is_unavailable_and_says_why()
    {
        var error = RemoteErrors.Of(new ApplianceException("mount: QEMU ended unexpectedly"))!;
        Assert.Equal(new Status(StatusCode.Unavailable, "mount: QEMU ended unexpectedly"), error.Status);
    }

    [Fact]
    public void A_cancelled_call_is_cancelled()
        => Assert.Equal(StatusCode.Cancelled, RemoteErrors.Of(new OperationCanceledException())!.StatusCode);

    [Fact]
    public void The_text_of_a_bug_does_not_travel() => Assert.Null(RemoteErrors.Of(new InvalidOperationException("internal")));

    [Theory]
    [InlineData("x", 4096)]
    [InlineData("é", 682)]
    [InlineData("%", 1365)]
    [InlineData("\n", 1365)]
    public void A_long_message_is_cut_to_what_other_implementations_accept(string letter, int kept)
    {
        var error = RemoteErrors.Of(GuestErrors.Create(string.Concat(Enumerable.Repeat(letter, 5000)), 5, StatusCode.Internal))!;
        Assert.Equal(string.Concat(Enumerable.Repeat(letter, kept)) + " [...]", error.Status.Detail);
        Assert.Equal(5, error.Errno());
        Assert.Equal(StatusCode.Internal, error.StatusCode);
    }
}

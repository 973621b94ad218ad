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
        var reason = new ErrorReason(Reason.FeatureUnknown, new Dictionary<string, string> { ["feature"] = "x" });
        var error = RemoteErrors.Of(new GuestOperationException("feature_available", "the feature group 'x' is not known", Errno.EINVAL, reason: reason))!;
        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
        Assert.Equal("the feature group 'x' is not known", error.Status.Detail);
        Assert.Equal(Errno.EINVAL, error.Errno());
        Assert.Equal((Reason.FeatureUnknown, "x"), (error.Reason().Reason, error.Reason().Arguments["feature"]));
    }

    [Fact]
    public void Arguments_too_long_for_other_implementations_are_left_out()
    {
        var reason = new ErrorReason(Reason.PathNotAbsolute, new Dictionary<string, string> { ["path"] = new('x', 4000) });
        var error = RemoteErrors.Of(GuestErrors.Create("it must start with a slash", Errno.EINVAL, reason: reason))!;
        Assert.Equal(("it must start with a slash", Errno.EINVAL, Reason.PathNotAbsolute), (error.Status.Detail, error.Errno(), error.Reason().Reason));
        Assert.Empty(error.Reason().Arguments);
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
        Assert.Equal(Errno.EIO, error.Errno());
        Assert.Equal(StatusCode.Internal, error.StatusCode);
    }
}

using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.Core;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Protocol.Tests.Rpc;

public sealed class ReasonTests
{
    private static readonly EnumDescriptor Declared = ReasonsReflection.Descriptor.EnumTypes.Single();

    [Fact]
    public void Numbers_names_and_arguments_are_frozen()
        => Assert.Equal(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Rpc", "reasons.txt")), Declared.Values.Select(Describe));

    [Fact]
    public void Every_reason_is_made_with_the_arguments_that_are_declared()
    {
        var made = typeof(Reasons).GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false })
            .Select(Make)
            .ToDictionary(reason => reason.Reason);
        foreach (var value in Declared.Values.Where(value => value.Number != 0))
        {
            Assert.Equal(ArgumentsOf(value), made[(Reason)value.Number].Arguments.Keys);
            Assert.Equal(ArgumentsOf(value), made[(Reason)value.Number].Arguments.Values);
        }

        Assert.Equal(Declared.Values.Count - 1, made.Count);
    }

    [Fact]
    public void A_reason_and_its_arguments_travel_with_names_that_are_not_text()
    {
        var error = GuestErrors.Create("/x\udce9 cannot be read", Errno.EIO, reason: Reasons.SystemErrorBetween("/x\udce9", "{to}\n"));
        var received = error.ToCallStatus().ToException()!;
        Assert.Equal((Errno.EIO, Reason.SystemErrorBetween), (received.Errno(), received.Reason().Reason));
        Assert.Equal(new Dictionary<string, string> { ["from"] = "/x\udce9", ["to"] = "{to}\n" }, received.Reason().Arguments);
    }

    [Fact]
    public void An_error_without_a_reason_has_none()
    {
        var received = GuestErrors.Create("it failed", Errno.EIO).ToCallStatus().ToException()!;
        Assert.Equal(Reason.None, received.Reason().Reason);
        Assert.Empty(received.Reason().Arguments);
    }

    [Fact]
    public void What_a_newer_or_a_hostile_peer_says_is_no_reason()
    {
        var status = new Api.CallStatus { Code = (int)StatusCode.FailedPrecondition, Reason = (Reason)9999 };
        Assert.Equal(Reason.None, status.ToException()!.Reason().Reason);
        status.Reason = Reason.NotMounted;
        status.Arguments["no name\r\n"] = Google.Protobuf.ByteString.CopyFromUtf8("x");
        status.Arguments["subject"] = Google.Protobuf.ByteString.CopyFromUtf8("/");
        Assert.Equal(["subject"], status.ToException()!.Reason().Arguments.Keys);
    }

    private static IEnumerable<string> ArgumentsOf(EnumValueDescriptor value) => value.GetOptions()?.GetExtension(ReasonsExtensions.Argument) ?? [];

    private static string Describe(EnumValueDescriptor value)
        => string.Join(' ', [value.Number.ToString(), value.Name["REASON_".Length..], .. ArgumentsOf(value)]);

    // Each argument gets its own name as its value.
    private static ErrorReason Make(MemberInfo member) => member is MethodInfo method
        ? (ErrorReason)method.Invoke(null, [.. method.GetParameters().Select(parameter => parameter.Name)])!
        : (ErrorReason)((PropertyInfo)member).GetValue(null)!;
}

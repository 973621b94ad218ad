namespace GuestCtl.Appliance.Tests.Storage;

/// <summary>What a call that must fail says.</summary>
internal static class Failures
{
    public static (string Message, int Errno) Of(Action call)
    {
        var error = Assert.Throws<GuestOperationException>(call);
        return (error.Message, error.Errno);
    }

    public static (string Message, int Errno) Of<T>(Func<T> call) => Of(() => { call(); });
}

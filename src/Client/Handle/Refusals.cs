namespace GuestCtl.Handle;

/// <summary>What a handle says of a call that comes too early or too late.</summary>
internal static class Refusals
{
    public const string NotLaunched = "call launch before using this function";
    public const string ConfigOnly = "this can only be called before launch";
    public const string AlreadyLaunched = "the handle has been launched already";
}

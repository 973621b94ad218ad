namespace GuestCtl.Handle;

/// <summary>Reasons of errors that the shell and the C library look for, because libguestfs has words of its own for them.</summary>
internal static class KnownReasons
{
    public const string NotLaunched = "call launch before using this function";
    public const string ConfigOnly = "this can only be called before launch";
    public const string AlreadyLaunched = "the handle has been launched already";

    /// <summary>What libguestfs adds to <see cref="NotLaunched"/>, and programs look for.</summary>
    public const string RunHint = "\n(in guestfish, don't forget to use the 'run' command)";
}

namespace GuestCtl.Build.Tests.Doors;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Checkout
{
    public static Workspace Workspace { get; } = Workspace.Containing(AppContext.BaseDirectory);
}

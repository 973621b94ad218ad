namespace GuestCtl.Build.Setup;

/// <summary>Something the build needs from the machine, and the Debian package that brings it.</summary>
/// <param name="Package">The Debian package to install.</param>
/// <param name="Purpose">What it is for, as shown to the user.</param>
/// <param name="AnyOf">Programs or absolute files; one of them is enough.</param>
internal sealed record Requirement(string Package, string Purpose, params string[] AnyOf)
{
    public bool IsMet(Func<string, string?> find) =>
        AnyOf.Any(wanted => wanted.StartsWith('/') ? File.Exists(wanted) : find(wanted) is not null);
}

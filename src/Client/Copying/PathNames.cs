namespace GuestCtl.Copying;

/// <summary>The last component of paths that may end in slashes.</summary>
internal static class PathNames
{
    /// <summary>The name that a copy gets in a directory; empty for the root, '.' and '..', whose content is copied instead.</summary>
    public static string NameOf(string path)
    {
        var name = Path.GetFileName(path.TrimEnd('/'));
        return name is "." or ".." ? "" : name;
    }

    /// <summary>A path in the guest's directory.</summary>
    public static string InGuest(string directory, string name) => name.Length == 0 ? directory : $"{directory.TrimEnd('/')}/{name}";
}

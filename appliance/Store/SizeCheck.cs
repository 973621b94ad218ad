namespace GuestCtl.Appliances.Store;

/// <summary>The cheap check made at each use; <see cref="ApplianceStore.VerifyAsync"/> makes the full one.</summary>
internal static class SizeCheck
{
    internal static bool IsIntact(string directory, ApplianceFile file)
    {
        var info = new FileInfo(Path.Combine(directory, file.Name));
        return info.Exists && info.Length == file.Size;
    }
}

namespace GuestCtl.Cli.Shell.Disks;

/// <summary>One disk to be prepared.</summary>
/// <param name="Type">What it is to be.</param>
/// <param name="Text">The words of the user.</param>
/// <param name="Device">Its name in the appliance.</param>
internal sealed record PreparedDiskPlan(PreparedDiskType Type, string Text, string Device)
{
    /// <summary>The value of a parameter: the user's, or the usual one.</summary>
    public string this[string parameter]
    {
        get
        {
            var index = Type.Parameters.ToList().FindIndex(p => p.Name == parameter);
            var values = Text.Split(':');
            return values.Length > index + 1 ? values[index + 1] : Type.Parameters[index].Default;
        }
    }
}

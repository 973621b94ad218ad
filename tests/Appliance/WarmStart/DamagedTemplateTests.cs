namespace GuestCtl.Appliance.Tests.WarmStart;

/// <summary>Templates that are not what they should be: the launch works all the same, and says what was wrong.</summary>
public sealed class DamagedTemplateTests(Workshop whole) : IClassFixture<Workshop>
{
    [Theory]
    [InlineData("memory", "flip", "its memory was changed")]
    [InlineData("memory", "cut", "bytes instead of")]
    [InlineData("memory", "empty", "bytes instead of")]
    [InlineData("state", "flip", "its state was changed")]
    [InlineData("state", "cut", "bytes instead of")]
    [InlineData("state", "missing", "is missing")]
    [InlineData("state", "endless", "is no file")]
    [InlineData("manifest.json", "flip", "cannot be")]
    public async Task A_damaged_template_is_replaced_by_a_new_one(string file, string damage, string reason)
    {
        using var workshop = await whole.CopyAsync();
        var template = Assert.Single(workshop.Templates);
        Damage(Path.Combine(template, file), damage);
        await using (var guest = await workshop.LaunchAsync())
        {
            Assert.False(Workshop.IsWarm(guest));
            Assert.Contains(workshop.Warnings, warning => warning.Contains(reason, StringComparison.Ordinal));
        }

        await using var next = await workshop.LaunchAsync();
        Assert.True(Workshop.IsWarm(next));
    }

    private static void Damage(string path, string damage)
    {
        switch (damage)
        {
            case "flip":
                using (var file = File.Open(path, FileMode.Open, FileAccess.ReadWrite))
                {
                    // Somewhere in the middle, or in memory at the kernel's own.
                    file.Position = Math.Min(file.Length / 2, 20 << 20);
                    var old = file.ReadByte();
                    file.Position--;
                    file.WriteByte((byte)(old ^ 0x80));
                }

                break;
            case "cut":
                using (var file = File.OpenWrite(path))
                {
                    file.SetLength(file.Length - 1);
                }

                break;
            case "empty":
                File.WriteAllBytes(path, []);
                break;
            case "missing":
                File.Delete(path);
                break;
            case "endless":
                File.Delete(path);
                File.CreateSymbolicLink(path, "/dev/zero");
                break;
        }
    }
}

using GuestCtl.Appliances.Recipes;

namespace GuestCtl.ApplianceBuilder.Tests.Recipes;

public sealed class RecipeTests
{
    [Fact]
    public void The_embedded_lists_are_there_and_name_nothing_twice()
    {
        var recipe = Recipe.Embedded();

        foreach (var list in (IReadOnlyList<string>[])[recipe.Packages, recipe.Modules, recipe.BootModules, recipe.Exclusions, recipe.Directories])
        {
            Assert.NotEmpty(list);
            Assert.Equal(list.Distinct(), list);
        }
    }

    [Fact]
    public void LVM_in_the_appliance_never_looks_at_the_appliances_own_disk()
    {
        var (_, content) = Recipe.Embedded().Files.Single(file => file.Path == "etc/lvm/lvm.conf");

        Assert.Contains("\"r|^/dev/vd.*|\"", System.Text.Encoding.UTF8.GetString(content));
    }

    [Fact]
    public void The_hash_changes_with_every_part()
    {
        var one = new Recipe(new Dictionary<string, byte[]> { ["a"] = [1], ["b"] = [] });
        var moved = new Recipe(new Dictionary<string, byte[]> { ["a"] = [], ["b"] = [1] });
        var again = new Recipe(new Dictionary<string, byte[]> { ["b"] = [], ["a"] = [1] });

        Assert.NotEqual(one.Hash, moved.Hash);
        Assert.Equal(one.Hash, again.Hash);
    }
}

using GuestCtl.Build.Images;

namespace GuestCtl.Build.Tests.Images;

public sealed class GroundTruthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("""{ "recipe": 3 }""", 3, true)]
    [InlineData("""{ "recipe": 2 }""", 3, false)]
    [InlineData("""{ "recipe": """, 3, false)]
    public void An_image_is_kept_only_when_the_same_recipe_finished_it(string json, int recipe, bool holds)
    {
        var image = _folder.Write("disk.img", "");
        _folder.Write("disk.json", json);

        Assert.Equal(holds, new GroundTruth(image).Holds(recipe));
    }

    [Fact]
    public void Without_the_image_the_truth_is_worth_nothing()
    {
        _folder.Write("disk.json", """{ "recipe": 3 }""");

        Assert.False(new GroundTruth(_folder.At("disk.img")).Holds(3));
    }

    public void Dispose() => _folder.Dispose();
}

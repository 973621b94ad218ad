using System.Text.Json;
using GuestCtl.Cli.Output;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Cli.Tests.Output;

public sealed class GuestJsonTests
{
    [Fact]
    public void Valid_text_is_one_property()
    {
        using var written = Write("name", "grüße 😀\n");
        Assert.Equal("grüße 😀\n", written.RootElement.GetProperty("name").GetString());
        Assert.Single(written.RootElement.EnumerateObject());
    }

    [Theory]
    [InlineData("Yf9i", "a\uFFFDb")]
    [InlineData("gA==", "\uFFFD")]
    [InlineData("8J+YgPA=", "😀\uFFFD")]
    public void Invalid_bytes_come_back_from_the_second_property(string bytes, string shown)
    {
        using var written = Write("name", GuestText.Decode(Convert.FromBase64String(bytes)));
        Assert.Equal(shown, written.RootElement.GetProperty("name").GetString());
        Assert.Equal(bytes, written.RootElement.GetProperty("nameBase64").GetString());
    }

    [Fact]
    public void Null_is_left_out()
    {
        using var written = Write("name", null);
        Assert.Empty(written.RootElement.EnumerateObject());
    }

    [Fact]
    public void What_is_written_is_plain_ascii_so_that_no_terminal_obeys_it()
    {
        var stream = new MemoryStream();
        WriteTo(stream, "name", "\e[2J\u202e\u009b");
        Assert.DoesNotContain(stream.ToArray(), static b => b is (< 32 and not 10) or > 126);
    }

    private static JsonDocument Write(string name, string? value)
    {
        var stream = new MemoryStream();
        WriteTo(stream, name, value);
        return JsonDocument.Parse(stream.ToArray());
    }

    private static void WriteTo(Stream stream, string name, string? value)
    {
        using var json = GuestJson.Create(stream);
        json.WriteStartObject();
        json.WriteGuest(name, value);
        json.WriteEndObject();
    }
}

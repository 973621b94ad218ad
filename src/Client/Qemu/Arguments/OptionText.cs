using System.Globalization;
using System.Text;

namespace GuestCtl.Qemu.Arguments;

/// <summary>Builds the comma-separated value of a switch, such as <c>socket,id=a,path=/tmp/b</c>.</summary>
internal sealed class OptionText
{
    private readonly StringBuilder _text = new();

    /// <summary>Starts the text with a word that has no name, such as a driver.</summary>
    public OptionText(string first) => _text.Append(Escape(first));

    /// <summary>Adds <c>name=value</c>; a null value adds nothing.</summary>
    public OptionText Add(string name, string? value)
    {
        if (value is not null)
            _text.Append(',').Append(name).Append('=').Append(Escape(value));
        return this;
    }

    /// <summary>Adds <c>name=number</c>; a null value adds nothing.</summary>
    public OptionText Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds <c>name=on</c> or <c>name=off</c>; a null value adds nothing.</summary>
    public OptionText Add(string name, bool? value) => Add(name, value is null ? null : value.Value ? "on" : "off");

    /// <summary>A comma would end the value, so QEMU wants it twice.</summary>
    public static string Escape(string value) => value.Replace(",", ",,", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}

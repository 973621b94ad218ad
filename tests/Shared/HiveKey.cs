using System.Text;

namespace GuestCtl.Testing;

/// <summary>A key of a hive that a test makes.</summary>
/// <param name="name">Its name, in Latin-1.</param>
internal sealed class HiveKey(string name)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>The keys below it.</summary>
    public List<HiveKey> Keys { get; } = [];

    /// <summary>Its values.</summary>
    public List<(string Name, uint Type, byte[] Content)> Values { get; } = [];

    /// <summary>The key at a path with backslashes, made where it is missing.</summary>
    public HiveKey At(string path)
    {
        var key = this;
        foreach (var part in path.Split('\\'))
        {
            var next = key.Keys.Find(k => k.Name == part);
            if (next is null)
            {
                next = new HiveKey(part);
                key.Keys.Add(next);
            }

            key = next;
        }

        return key;
    }

    /// <summary>Adds text.</summary>
    public HiveKey Text(string value, string text) => Add(value, 1, Encoding.Unicode.GetBytes(text + "\0"));

    /// <summary>Adds a number of 32 bits.</summary>
    public HiveKey Number(string value, uint number) => Add(value, 4, BitConverter.GetBytes(number));

    /// <summary>Adds bytes.</summary>
    public HiveKey Bytes(string value, byte[] bytes) => Add(value, 3, bytes);

    private HiveKey Add(string value, uint type, byte[] content)
    {
        Values.Add((value, type, content));
        return this;
    }
}

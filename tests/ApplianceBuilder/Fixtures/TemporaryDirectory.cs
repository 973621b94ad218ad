namespace GuestCtl.ApplianceBuilder.Tests.Fixtures;

public sealed class TemporaryDirectory : IDisposable
{
    public TemporaryDirectory() => FullName = Directory.CreateTempSubdirectory("guestctl-builder-").FullName;

    public string FullName { get; }

    public string this[string name] => Path.Combine(FullName, name);

    public string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    public string Write(string name, byte[] content)
    {
        var path = this[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}

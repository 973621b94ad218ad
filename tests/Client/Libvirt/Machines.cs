using System.Runtime.InteropServices;

namespace GuestCtl.Client.Tests.Libvirt;

/// <summary>Virtual machines of libvirt's test driver, which reads them from a file and runs nothing.</summary>
internal sealed class Machines : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public Machines()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("CI") == "true" || NativeLibrary.TryLoad("libvirt.so.0", out _), "libvirt0 is not installed.");
        foreach (var disk in new[] { "one.img", "two.img", "pool/three.img" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(this[disk])!);
            using var file = File.Create(this[disk]);
            file.SetLength(1 << 20);
        }
    }

    public string this[string name] => Path.Combine(_directory.Path, name);

    /// <summary>A machine that runs: a raw disk, an empty drive, and a disk that it only reads.</summary>
    public string Running => $"""
        <domain type='test'>
          <name>running</name>
          <uuid>11111111-2222-3333-4444-555555555555</uuid>
          <memory>65536</memory>
          <os><type>hvm</type></os>
          <devices>
            <disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='{this["one.img"]}'/><target dev='vda'/></disk>
            <disk type='file' device='cdrom'><target dev='hda'/></disk>
            <disk type='file' device='disk'><source file='{this["two.img"]}'/><target dev='vdb'/><readonly/></disk>
          </devices>
        </domain>
        """;

    /// <summary>A machine that is off: a device, and a volume with big sectors.</summary>
    public string Off => $"""
        <domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>
          <name>off</name>
          <memory>65536</memory>
          <os><type>hvm</type></os>
          <devices>
            <disk type='block' device='lun'><source dev='{this["one.img"]}'/><target dev='sda'/></disk>
            <disk type='volume' device='disk'>
              <driver name='qemu' type='raw'/><source pool='pool' volume='three.img'/><target dev='sdb' bus='scsi'/><blockio logical_block_size='4096'/>
            </disk>
          </devices>
          <test:runstate>5</test:runstate>
        </domain>
        """;

    private string Pool => $"""
        <pool type='dir'>
          <name>pool</name><target><path>{this["pool"]}</path></target>
          <volume type='file'><name>three.img</name><capacity>1048576</capacity></volume>
        </pool>
        """;

    /// <summary>The address of a hypervisor with these machines.</summary>
    /// <param name="machines">Their descriptions.</param>
    /// <param name="users">Who may connect: all when nobody is named.</param>
    public string Address(string machines, string users = "")
    {
        var file = this[$"{Guid.NewGuid()}.xml"];
        File.WriteAllText(file, $"<node>{(users.Length > 0 ? $"<auth>{users}</auth>" : "")}{machines}{Pool}</node>");
        return $"test://{file}";
    }

    public void Dispose() => _directory.Dispose();
}

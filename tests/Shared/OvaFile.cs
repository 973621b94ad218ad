using System.Formats.Tar;
using System.Text;

namespace GuestCtl.Testing;

/// <summary>Makes machines in one file (OVA) as other programs do.</summary>
internal static class OvaFile
{
    /// <summary>Writes an archive with these members.</summary>
    public static string Write(string path, params (string Name, byte[] Content)[] members)
    {
        using var file = File.Create(path);
        Write(file, members);
        return path;
    }

    /// <summary>Writes an archive with these members to a stream.</summary>
    public static void Write(Stream stream, params (string Name, byte[] Content)[] members)
    {
        using var archive = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true);
        foreach (var (name, content) in members)
        {
            archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { ModificationTime = DateTimeOffset.UnixEpoch, DataStream = new MemoryStream(content) });
        }
    }

    /// <summary>A description whose disks are these files, in this order.</summary>
    public static byte[] Description(params string[] files) => Description(
        string.Concat(files.Select((file, at) => $"<File ovf:id=\"file{at}\" ovf:href=\"{file}\"/>")),
        string.Concat(files.Select((_, at) => $"<Disk ovf:diskId=\"disk{at}\" ovf:fileRef=\"file{at}\" ovf:capacity=\"1\"/>")),
        string.Concat(files.Select((_, at) => $"<Item><rasd:HostResource>ovf:/disk/disk{at}</rasd:HostResource><rasd:ResourceType>17</rasd:ResourceType></Item>")));

    /// <summary>A description of these parts.</summary>
    public static byte[] Description(string files, string disks, string hardware) => Encoding.UTF8.GetBytes(
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
            xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData">
          <References>{files}</References>
          <DiskSection>{disks}</DiskSection>
          <VirtualSystem ovf:id="vm"><VirtualHardwareSection>{hardware}</VirtualHardwareSection></VirtualSystem>
        </Envelope>
        """);
}

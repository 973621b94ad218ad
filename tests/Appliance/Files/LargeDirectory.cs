using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace GuestCtl.Appliance.Tests.Files;

/// <summary>Makes an image with a directory of a million names, in seconds: the directory's blocks are written as a file, which debugfs then
/// makes a directory of, and e2fsck gives it its index.</summary>
internal static class LargeDirectory
{
    public const int Entries = 1_000_000;

    private const int BlockSize = 4096;

    // A file takes 65,000 links.
    private const int Targets = 25;

    // After the root directory, lost+found and the directory itself, which mke2fs makes in this order.
    private const int FirstTarget = 13;

    /// <summary>The name of an entry.</summary>
    public static string Name(int i) => $"an-entry-of-some-length-{i:0000000}";

    /// <summary>Makes an image with the directory /many.</summary>
    public static void Make(string image, string work)
    {
        var tree = Directory.CreateDirectory(Path.Combine(work, "tree")).FullName;
        var blocks = Path.Combine(work, "blocks");
        WriteBlocks(blocks);
        Run("truncate", "-s", "256M", image);
        Run("mke2fs", "-q", "-F", "-t", "ext4", "-b", $"{BlockSize}", "-O", "^has_journal,^metadata_csum,^64bit", "-d", tree, image);
        var commands = Path.Combine(work, "commands");
        var empty = Path.Combine(tree, "empty");
        File.WriteAllBytes(empty, []);
        File.WriteAllLines(
            commands,
            [
                $"write {blocks} many",
                .. Enumerable.Range(0, Targets).Select(i => $"write {empty} target{i}"),
                "set_inode_field many mode 040755",
                "set_inode_field many links_count 2",
            ]);
        Run("debugfs", "-w", "-f", commands, image);
        Run("e2fsck", "-fyD", image);
    }

    private static void WriteBlocks(string path)
    {
        using var file = File.Create(path);
        var block = new byte[BlockSize];
        var (used, last) = (0, 0);
        Add(FirstTarget - 1, ".", 2);
        Add(2, "..", 2);
        for (var i = 0; i < Entries; i++)
        {
            Add((uint)(FirstTarget + (i % Targets)), Name(i), 1);
        }

        Flush();

        void Add(uint inode, string name, byte type)
        {
            var size = 8 + ((name.Length + 3) & ~3);
            if (used + size > BlockSize)
            {
                Flush();
            }

            var entry = block.AsSpan(used);
            BinaryPrimitives.WriteUInt32LittleEndian(entry, inode);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[4..], (ushort)size);
            (entry[6], entry[7]) = ((byte)name.Length, type);
            Encoding.ASCII.GetBytes(name, entry[8..]);
            (last, used) = (used, used + size);
        }

        // The last entry of a block reaches to its end.
        void Flush()
        {
            BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(last + 4), (ushort)(BlockSize - last));
            file.Write(block);
            block.AsSpan().Clear();
            used = 0;
        }
    }

    // e2fsck ends with 1 when it has corrected something.
    private static void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode <= 1, $"{program}: {output}{error.Result}");
    }
}

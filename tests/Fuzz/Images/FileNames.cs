using System.Text;

namespace GuestCtl.Fuzz.Images;

/// <summary>Names of files as an image may hold them, in every spelling that makes QEMU open something.</summary>
internal static class FileNames
{
    /// <summary>Stands for the folder of the canaries, and is as long as any that takes its place.</summary>
    public const string Folder = "/tmp/gfz-XXXXXX";

    private static readonly string[] Plain = ["canary", "canary.vmdk", "canary.qcow2", "sub/canary", "missing", "a b", "ä", "image"];

    private static readonly string[] Ways =
    [
        "{0}", "./{0}", "sub/../{0}", "../gfz-XXXXXX/{0}", Folder + "/{0}", "//" + Folder + "/{0}", "/proc/self/root" + Folder + "/{0}", "file:{0}", "file:" + Folder + "/{0}",
        "file://" + Folder + "/{0}", "json:{{\"driver\":\"file\",\"filename\":\"" + Folder + "/{0}\"}}",
        "json:{{\"driver\":\"raw\",\"file\":{{\"driver\":\"file\",\"filename\":\"" + Folder + "/{0}\"}}}}",
        "json:{{\"driver\":\"qcow2\",\"file.driver\":\"file\",\"file.filename\":\"{0}\"}}", "nbd:unix:" + Folder + "/{0}", "nbd://127.0.0.1:1/{0}", "nbd+unix:///?socket=" + Folder + "/{0}",
        "fat:" + Folder + "/sub", "fat:rw:" + Folder + "/sub", "blkdebug::{0}", "blkdebug:" + Folder + "/canary:{0}", "blkverify:{0}:canary", "host_device:/dev/null", "raw:{0}",
        "http://127.0.0.1:1/{0}", "ssh://127.0.0.1:1/{0}", "null-co://", "FILE:{0}", "file.{0}", "\\{0}", "C:\\{0}", "{0}:x", "x:{0}", "{0}\0x", "{0}\"x", "{0}\n", " {0}",
    ];

    public static string Any(Random random) => string.Format(null, Ways[random.Next(Ways.Length)], Plain[random.Next(Plain.Length)]);

    /// <summary>The bytes of an image with the real folder in place of the word for it.</summary>
    public static byte[] Place(byte[] image, string folder)
    {
        var placed = (byte[])image.Clone();
        foreach (var (word, real) in new[] { (Encoding.ASCII.GetBytes(Folder), Encoding.ASCII.GetBytes(folder)), (Encoding.ASCII.GetBytes(Folder[5..]), Encoding.ASCII.GetBytes(folder[5..])) })
        {
            for (var at = 0; placed.AsSpan(at).IndexOf(word) is >= 0 and var next; at += next + word.Length)
            {
                real.CopyTo(placed, at + next);
            }
        }

        return placed;
    }
}

namespace GuestCtl.Launch;

/// <summary>
/// A firmware image of 64 KiB made to answer one question: do guest instructions run? It goes from real mode to protected mode,
/// counts in a loop, and writes the result to the debug-exit port, so that only a processor which really worked
/// gives the exact exit code. A mere exit of QEMU, or a guest that never gets anywhere, gives another or none.
/// </summary>
internal static class AcceleratorBios
{
    /// <summary>The port that the image writes to.</summary>
    public const int ExitPort = 0xf4;

    /// <summary>QEMU's exit code when all went well: the byte 0x2a, doubled, plus one.</summary>
    public const int ExitCode = 0x2a * 2 + 1;

    private const int Size = 64 * 1024;
    private const int RealModeAt = 0xff00;
    private const int ProtectedModeAt = 0xff20;
    private const int TablePointerAt = 0xff60;
    private const int TableAt = 0xff68;
    private const int ResetVectorAt = 0xfff0;

    /// <summary>Makes the image.</summary>
    public static byte[] Create()
    {
        var image = new byte[Size];
        // Wherever the processor may go astray to, it halts.
        image.AsSpan().Fill(0xf4);

        Place(image, ResetVectorAt,
        [
            0xe9, 0x0d, 0xff,                               // jmp   RealModeAt
        ]);
        Place(image, RealModeAt,
        [
            0xfa,                                           // cli
            0x2e, 0x66, 0x0f, 0x01, 0x16, 0x60, 0xff,       // lgdt  cs:[TablePointerAt]
            0x0f, 0x20, 0xc0,                               // mov   eax, cr0
            0x0c, 0x01,                                     // or    al, 1
            0x0f, 0x22, 0xc0,                               // mov   cr0, eax
            0x66, 0xea, 0x20, 0xff, 0x0f, 0x00, 0x08, 0x00, // jmp   8:ProtectedModeAt
        ]);
        Place(image, ProtectedModeAt,
        [
            0xb9, 0x00, 0x10, 0x00, 0x00,                   // mov   ecx, 0x1000
            0x31, 0xc0,                                     // xor   eax, eax
            0x40,                                           // inc   eax        <-.
            0xe2, 0xfd,                                     // loop  -------------'
            0xc1, 0xe8, 0x08,                               // shr   eax, 8     (0x10)
            0x04, 0x1a,                                     // add   al, 0x1a   (0x2a)
            0xe6, ExitPort,                                 // out   ExitPort, al
            0xf4,                                           // hlt              <-.
            0xeb, 0xfd,                                     // jmp   -------------'
        ]);
        Place(image, TablePointerAt, [0x17, 0x00, 0x68, 0xff, 0x0f, 0x00]);
        Place(image, TableAt,
        [
            0, 0, 0, 0, 0, 0, 0, 0,
            0xff, 0xff, 0, 0, 0, 0x9a, 0xcf, 0,             // code: flat, 32 bits
            0xff, 0xff, 0, 0, 0, 0x92, 0xcf, 0,             // data: flat, 32 bits
        ]);
        return image;
    }

    private static void Place(byte[] image, int at, ReadOnlySpan<byte> bytes) => bytes.CopyTo(image.AsSpan(at));
}

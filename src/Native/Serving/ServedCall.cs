using System.Buffers.Binary;
using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Native.Serving;

/// <summary>One call of the face.</summary>
/// <param name="face">Where its reply goes.</param>
/// <param name="id">Its number.</param>
/// <param name="guest">The handle.</param>
/// <param name="request">The request message.</param>
/// <param name="fileField">The number of the field whose bytes come as a file; 0 for none.</param>
internal sealed class ServedCall(FaceSocket face, uint id, GuestFs guest, ReadOnlyMemory<byte> request, uint fileField)
{
    // Well below the face's limit for one frame; the reply as a whole may be longer.
    private const int LongestPart = 16 << 20;

    private volatile TaskCompletionSource<int> _file = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public GuestFs Guest => guest;

    public ReadOnlyMemory<byte> Request => request;

    public uint FileField => fileField;

    /// <summary>Does what the face asks for, and answers.</summary>
    public void Run(ServedMethods methods, string path)
    {
        try
        {
            methods.Run(path, this);
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    /// <summary>The face has opened the file that was asked for; -1 if it could not.</summary>
    public void TakeFile(int descriptor) => _file.TrySetResult(descriptor);

    /// <summary>Has the face open the file, at the time when it is known that the call goes on.</summary>
    /// <returns>The file; null if it could not be opened, which the face has reported.</returns>
    public FileStream? Open(FileAccess access)
        => Receive(access) is >= 0 and var descriptor ? new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), access, bufferSize: 0) : null;

    /// <summary>Has the face send the descriptor to read from, or the one to write to.</summary>
    /// <returns>The descriptor, which is the caller's to close; -1 if there is none, which the face has reported.</returns>
    public int Receive(FileAccess access)
    {
        var file = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _file = file;
        face.Send(access == FileAccess.Read ? FaceFrameKind.WantInput : FaceFrameKind.WantOutput, id);
        return file.Task.GetAwaiter().GetResult();
    }

    /// <summary>Sends a part of the reply.</summary>
    public void Send(ReadOnlySpan<byte> part)
    {
        for (; part.Length > LongestPart; part = part[LongestPart..])
        {
            face.Send(FaceFrameKind.Part, id, part[..LongestPart]);
        }

        face.Send(FaceFrameKind.Part, id, part);
    }

    /// <summary>Sends the last part of the reply.</summary>
    public void End(ReadOnlySpan<byte> part = default)
    {
        if (part.Length > LongestPart)
        {
            Send(part);
            part = default;
        }

        face.Send(FaceFrameKind.End, id, part);
    }

    /// <summary>Ends the call with an error.</summary>
    public void Fail(Exception error)
    {
        var (errno, text) = FaceErrors.Of(error, guest.Settings.Located);
        var message = GuestText.Encode(text);
        var payload = new byte[sizeof(int) + message.Length];
        BinaryPrimitives.WriteInt32LittleEndian(payload, errno);
        message.CopyTo(payload, sizeof(int));
        face.Send(FaceFrameKind.Failed, id, payload);
    }
}

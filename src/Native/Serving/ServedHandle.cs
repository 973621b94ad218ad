using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Native.Serving;

/// <summary>One handle, and the frames of the face that has it.</summary>
internal sealed class ServedHandle
{
    // Writing back what a guest's kernel holds may take long. What takes longer is stuck, and nobody waits for it any more.
    private static readonly TimeSpan AbandonedTimeout = TimeSpan.FromMinutes(2);

    private readonly FaceSocket _face;
    private readonly GuestFs _guest = new(new GuestFsOptions { UseEnvironment = false, DaemonPath = DaemonPlace.Find() });
    private readonly ServedMethods _methods = new();
    private readonly ConcurrentDictionary<uint, ServedCall> _calls = [];
    private readonly ForwardedEvents _events;

    public ServedHandle(FaceSocket face)
    {
        _face = face;
        // This process stands in the root, where no name of the caller's may be looked for.
        _guest.Settings.WorkingDirectory = "";
        _events = new ForwardedEvents(face, _guest);
    }

    /// <summary>Takes frames until the handle is closed, or the face is gone.</summary>
    public void Run()
    {
        while (_face.Receive() is { } frame)
        {
            switch (frame.Kind)
            {
                case FaceFrameKind.Hello:
                    _guest.Settings.Program = GuestText.Decode(frame.Payload);
                    break;
                case FaceFrameKind.Events:
                    _events.Wanted = (Events.GuestEventKind)BinaryPrimitives.ReadUInt64LittleEndian(frame.Payload);
                    break;
                case FaceFrameKind.Directory:
                    // Calls that take names come one after another, so this one's directory is not another's.
                    _guest.Settings.WorkingDirectory = GuestText.Decode(frame.Payload);
                    break;
                case FaceFrameKind.Call:
                    Start(frame);
                    break;
                case FaceFrameKind.File or FaceFrameKind.NoFile:
                    _calls.GetValueOrDefault(frame.Call)?.TakeFile(frame.Descriptor);
                    break;
                case FaceFrameKind.Answered:
                    _events.TakeAnswer();
                    break;
                case FaceFrameKind.Cancel:
                    _guest.Transfers.Cancel();
                    break;
                case FaceFrameKind.Close:
                    _guest.Dispose();
                    _face.Send(FaceFrameKind.Closed, 0);
                    return;
                default:
                    throw new InvalidOperationException($"the face sent a frame of kind {frame.Kind}");
            }
        }

        // The program ended, or was killed: nobody waits for the rest.
        _guest.DisposeAsync().AsTask().Wait(AbandonedTimeout);
    }

    private void Start(FaceFrame frame)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(frame.Payload);
        var path = Encoding.ASCII.GetString(frame.Payload, sizeof(ushort), length);
        var request = frame.Payload.AsMemory(sizeof(ushort) + length);
        var call = new ServedCall(_face, frame.Call, _guest, request, frame.Flags);
        _calls[frame.Call] = call;
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                call.Run(_methods, path);
                _calls.TryRemove(frame.Call, out ServedCall? _);
            },
            null);
    }
}

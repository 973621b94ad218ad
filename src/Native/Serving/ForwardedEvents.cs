using System.Buffers.Binary;
using GuestCtl.Events;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Native.Serving;

/// <summary>Sends the handle's events to the face, which calls back the program.</summary>
internal sealed class ForwardedEvents
{
    private const int Numbers = 4;

    // The face tells of these itself, at the time when it enters a function or closes the handle.
    private const GuestEventKind FacesOwn = GuestEventKind.Enter | GuestEventKind.Close;

    // Without a callback they are printed, when the handle is verbose.
    private const GuestEventKind Printed = GuestEventKind.Appliance | GuestEventKind.Library;

    private readonly SemaphoreSlim _answer = new(0);
    private readonly FaceSocket _face;
    private readonly GuestFs _guest;

    public ForwardedEvents(FaceSocket face, GuestFs guest)
    {
        _face = face;
        _guest = guest;
        guest.EventRaised += Forward;
    }

    /// <summary>The events that the program waits for.</summary>
    public GuestEventKind Wanted { get; set; }

    /// <summary>The program's callbacks for the event that waits for them have returned.</summary>
    public void TakeAnswer() => _answer.Release();

    private void Forward(GuestEvent happened)
    {
        var wanted = Wanted | GuestEventKind.Trace | GuestEventKind.Warning | (_guest.Settings.Verbose ? Printed : 0);
        if ((happened.Kind & wanted & ~FacesOwn) == 0)
        {
            return;
        }

        var text = GuestText.Encode(happened.Text);
        var payload = new byte[(1 + Numbers) * sizeof(ulong) + text.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(payload, (ulong)happened.Kind);
        BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(3 * sizeof(ulong)), happened.Position);
        BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(4 * sizeof(ulong)), happened.Total);
        text.CopyTo(payload, (1 + Numbers) * sizeof(ulong));
        _face.Send(FaceFrameKind.Event, 0, payload);
        if (happened.Kind == GuestEventKind.LibvirtAuth)
        {
            // The callback answers with calls of its own. Who waits here is no thread that takes them.
            _answer.Wait();
        }
    }
}

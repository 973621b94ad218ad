using System.Globalization;
using System.Net;

namespace GuestCtl.Appliance.Tests.Launch;

/// <summary>A web server on loopback that has one disk, and gives parts of it.</summary>
internal sealed class WebDisk : IAsyncDisposable
{
    private const int Tries = 20;

    private readonly HttpListener _listener;
    private readonly byte[] _content;
    private readonly Task _serving;

    public WebDisk(byte[] content)
    {
        _content = content;
        (_listener, Server) = Listen();
        _serving = ServeAsync();
    }

    /// <summary>Where it listens, in the words of add_drive.</summary>
    public string Server { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    // HttpListener cannot choose a free port by itself.
    private static (HttpListener Listener, string Server) Listen()
    {
        for (var left = Tries; ; left--)
        {
            var server = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Random.Shared.Next(20000, 32000)}");
            var listener = new HttpListener { Prefixes = { $"http://{server}/" } };
            try
            {
                listener.Start();
                return (listener, server);
            }
            catch (HttpListenerException) when (left > 0)
            {
                // Somebody has the port.
            }
        }
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                if (!_listener.IsListening)
                {
                    return;
                }
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var (first, last) = (0, _content.Length - 1);
        context.Response.Headers["Accept-Ranges"] = "bytes";
        if (context.Request.Headers["Range"] is { } range)
        {
            var words = range["bytes=".Length..].Split('-');
            first = int.Parse(words[0], CultureInfo.InvariantCulture);
            last = Math.Min(last, int.TryParse(words[1], CultureInfo.InvariantCulture, out var end) ? end : last);
            context.Response.StatusCode = (int)HttpStatusCode.PartialContent;
            context.Response.Headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes {first}-{last}/{_content.Length}");
        }

        context.Response.ContentLength64 = last - first + 1;
        if (context.Request.HttpMethod != "HEAD")
        {
            context.Response.OutputStream.Write(_content.AsSpan(first, last - first + 1));
        }

        context.Response.Close();
    }
}

using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Interlock.Log;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Interlock.Station.Watch;

/// <summary>
/// The page, its stream of server-sent events, <c>/status</c> and <c>/metrics</c>. Read only: the one POST there is belongs to a
/// virtual box, and isn't there beside a real one.
/// </summary>
public sealed class WatchServer : IAsyncDisposable
{
    private const int MostConnections = 500;
    private const int MostBodyBytes = 256;

    // Nothing from outside, nothing inline, no frame around it.
    private const string ContentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly byte[] _dataHead = "data: "u8.ToArray();
    private static readonly byte[] _dataEnd = "\n\n"u8.ToArray();

    private readonly Broadcast _broadcast;
    private readonly Metrics _metrics;
    private readonly Gatekeeper _gatekeeper;
    private readonly ITrainingBox? _training;
    private readonly CancellationTokenSource _stop = new();
    private readonly WebApplication _application;

    /// <param name="broadcast">What to tell.</param>
    /// <param name="metrics">For <c>/metrics</c>.</param>
    /// <param name="address">Where to listen.</param>
    /// <param name="token">What who looks must know; null where nobody needs to.</param>
    /// <param name="training">The virtual box's controls; null for a real box.</param>
    public WatchServer(Broadcast broadcast, Metrics metrics, ListenAddress address, string? token, ITrainingBox? training = null)
    {
        if (!address.IsLoopback && token is null)
        {
            throw new BadInputException("--listen: expected --token TOKEN beside an address that others on the network can reach, or an address of this machine alone (127.0.0.1)");
        }

        _broadcast = broadcast;
        _metrics = metrics;
        _gatekeeper = new Gatekeeper(address, token);
        _training = training;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(address.EndPoint, static options => options.Protocols = HttpProtocols.Http1);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.MaxRequestBodySize = MostBodyBytes;
        });
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    /// <summary>Where it listens, once it has started.</summary>
    public Uri Address => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <exception cref="BadInputException">It can't listen there.</exception>
    public async Task StartAsync()
    {
        try
        {
            await _application.StartAsync(_stop.Token);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            throw new BadInputException($"--listen: expected an address and port that are free here ({(e.InnerException ?? e).Message})");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _application.DisposeAsync();
        _stop.Dispose();
    }

    private static byte[] Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static Task SendAsync(HttpContext context, string type, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static Task RefuseAsync(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        return SendAsync(context, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(reason + "\n"));
    }

    private Task AnswerAsync(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";

        string path = context.Request.Path.Value ?? string.Empty;
        bool isAsset = path is "/watch.js" or "/watch.css";
        if (_gatekeeper.Refusal(context.Request, needsToken: !isAsset) is { } refusal) return RefuseAsync(context, refusal.Status, refusal.Reason);
        if (path == "/training" && _training is not null && HttpMethods.IsPost(context.Request.Method)) return TrainAsync(context, _training);
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            return RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "expected GET: nothing can be set from here");
        }

        return path switch
        {
            "/" => SendAsync(context, "text/html; charset=utf-8", Resource("watch.html")),
            "/watch.js" => SendAsync(context, "text/javascript; charset=utf-8", Resource("watch.js")),
            "/watch.css" => SendAsync(context, "text/css; charset=utf-8", Resource("watch.css")),
            "/status" => SendAsync(context, "application/json", JsonSerializer.SerializeToUtf8Bytes(_broadcast.Facts, FactsJson.Default.BoxFacts)),
            "/metrics" => SendAsync(context, "text/plain; version=0.0.4; charset=utf-8", Encoding.UTF8.GetBytes(_metrics.Text(_broadcast.Facts))),
            "/stream" => StreamAsync(context),
            "/training" when _training is not null => SendAsync(context, "application/json", JsonSerializer.SerializeToUtf8Bytes(_training.Panel, FactsJson.Default.TrainingPanel)),
            _ => RefuseAsync(context, StatusCodes.Status404NotFound, "expected /, /status, /stream or /metrics"),
        };
    }

    private async Task StreamAsync(HttpContext context)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stop.Token);
        context.Response.ContentType = "text/event-stream";
        if (HttpMethods.IsHead(context.Request.Method)) return;
        using Viewer viewer = _broadcast.Join();
        try
        {
            while (true)
            {
                byte[] message = await viewer.NextAsync(either.Token);
                context.Response.BodyWriter.Write(_dataHead);
                context.Response.BodyWriter.Write(message);
                context.Response.BodyWriter.Write(_dataEnd);
                await context.Response.BodyWriter.FlushAsync(either.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The viewer left, or the program ends.
        }
    }

    /// <summary>An act at the virtual box. A browser sends no such request for a foreign page without asking first, and it would be refused.</summary>
    private async Task TrainAsync(HttpContext context, ITrainingBox training)
    {
        if (context.Request.ContentType != "application/x-interlock-act")
        {
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, "expected application/x-interlock-act");
            return;
        }

        using StreamReader reader = new(context.Request.Body);
        string[] words = (await reader.ReadToEndAsync(context.RequestAborted)).Split(' ', 2);
        string? expected = training.Do(words[0], words.Length > 1 ? words[1] : string.Empty);
        if (expected is null) await SendAsync(context, "text/plain; charset=utf-8", "done\n"u8.ToArray());
        else await RefuseAsync(context, StatusCodes.Status400BadRequest, expected);
    }
}

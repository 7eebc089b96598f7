using System.Globalization;

namespace Interlock.Bench.Cli;

/// <summary>Tells on a terminal how far something has come that takes more than two seconds: one line, which goes when it ends.</summary>
public sealed class Waiting : IDisposable
{
    private const string EraseLine = "\r\e[K";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(0.5);

    private readonly TextWriter _output;
    private readonly string _what;
    private readonly Func<double> _share;
    private readonly Lock _gate = new();
    private readonly Timer _timer;
    private bool _isShown;
    private bool _hasEnded;

    /// <param name="output">A terminal.</param>
    /// <param name="what">What takes its time.</param>
    /// <param name="share">How much of it is done, from 0 to 1.</param>
    /// <param name="patience">After which it is told.</param>
    public Waiting(TextWriter output, string what, Func<double> share, TimeSpan patience)
    {
        _output = output;
        _what = what;
        _share = share;
        _timer = new Timer(_ => Tell(), null, patience, _period);
    }

    /// <returns>Null where standard error is no terminal.</returns>
    public static Waiting? For(string what, Func<double> share) =>
        Console.IsErrorRedirected ? null : new Waiting(Console.Error, what, share, _patience);

    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            _hasEnded = true;
            if (_isShown) _output.Write(EraseLine);
        }
    }

    private void Tell()
    {
        lock (_gate)
        {
            if (_hasEnded) return;
            _isShown = true;
            _output.Write(string.Create(CultureInfo.InvariantCulture, $"{EraseLine}{_what}: {Math.Clamp(_share(), 0.0, 1.0) * 100.0:F0} %"));
            _output.Flush();
        }
    }
}

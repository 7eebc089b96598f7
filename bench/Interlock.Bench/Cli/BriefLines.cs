using Interlock.Log;

namespace Interlock.Bench.Cli;

/// <summary>What a person can follow of a UART in virtual time: each event, and one sample a second.</summary>
public sealed class BriefLines(TextWriter output)
{
    public const string Remark = "\n(Shown were events and one sample a second. A file or a pipe gets every line.)\n";

    private const string Sample = "$" + LineType.Sample + " ";
    private const string Statistics = "$" + LineType.Statistics + " ";
    private const string Expected = "$" + LineType.Expected + " ";

    private long _second = -1;

    /// <summary>Whether somebody looks at standard output, and not a program.</summary>
    public static bool AreWanted => !Console.IsOutputRedirected;

    public void Show(string line)
    {
        if (line.StartsWith(Statistics, StringComparison.Ordinal) || line.StartsWith(Expected, StringComparison.Ordinal)) return;
        if (line.StartsWith(Sample, StringComparison.Ordinal) && UartLine.TryParse(line, out UartLine? sample, out _))
        {
            long second = sample!.TimeMs / 1000;
            if (second == _second) return;
            _second = second;
        }

        output.WriteLine(line);
    }
}

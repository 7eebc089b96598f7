using System.Globalization;
using Interlock.Log;
using Interlock.Station.Monitor;
using Interlock.Station.Sources;

namespace Interlock.Station.Acceptance;

/// <summary>
/// A box on the bench: a technician does what is to be done and says when it is done. Its UART may go away and come back, as
/// that of an adapter does which the box supplies.
/// </summary>
public sealed class HandDrivenBox : IAcceptanceBox, IUartListener, IDisposable
{
    private const int PollMs = 5;
    private static readonly TimeSpan _farewell = TimeSpan.FromSeconds(1);

    /// <summary>Up to here nobody counts the seconds of a press.</summary>
    private const double BriefSeconds = 0.5;

    /// <summary>No press that is meant to be one is as short.</summary>
    private const double TapSeconds = 0.1;

    // Half a second of the box's readings.
    private const long FreshUs = 500_000;

    private readonly UartCapture _capture;
    private readonly LinkDoctor _doctor = new();
    private readonly Technician _technician;
    private readonly Func<long> _nowUs;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _listening;
    private volatile bool _hasEnded;

    /// <param name="source">The box's UART.</param>
    /// <param name="connection">The same, open; closed when this is disposed.</param>
    /// <param name="capture">Takes what it says.</param>
    /// <param name="technician">Does what is to be done.</param>
    /// <param name="nowUs">The time, microseconds.</param>
    /// <param name="probes">How many it has.</param>
    public HandDrivenBox(IUartSource source, IUartConnection connection, UartCapture capture, Technician technician, Func<long> nowUs, int probes = 1)
    {
        Probes = probes;
        _capture = capture;
        _technician = technician;
        _nowUs = nowUs;
        UartFeed feed = new(source, this);
        _listening = new Thread(() => feed.Run(connection, _stop.Token)) { IsBackground = true, Name = "UART" };
        _listening.Start();
    }

    public long NowUs => _nowUs();

    public IContactTruth? Truth => null;

    public int Probes { get; }

    /// <summary>Listens for a first line for as long as bytes must have made one.</summary>
    /// <returns>What is likely wrong when bytes came and no line; null else, also when nothing came: the box may still be off.</returns>
    public string? WithoutLine()
    {
        long untilUs = NowUs + (long)(LinkStatus.PatienceForLine.TotalSeconds * 1e6);
        while (!_capture.HasHeardBox && !_hasEnded && NowUs < untilUs) Thread.Sleep(PollMs);
        if (_capture.HasHeardBox) return null;
        lock (_doctor) return _doctor.Diagnosis();
    }

    public void SetTemperature(IReadOnlyList<SimulatorSetting> settings, double? celsiusPerSecond)
    {
        string how = celsiusPerSecond is { } rate
            ? string.Create(CultureInfo.InvariantCulture, $"no faster than {rate:0.0#} degC a second (by its ramp, or in steps)")
            : "in one step";
        bool areAlike = settings.All(setting => setting.Celsius == settings[0].Celsius);
        string second = areAlike ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" (that of probe 2 to {settings[1].Celsius:F2})");
        _technician.Do(string.Create(CultureInfo.InvariantCulture, $"{At([.. settings.Select(static setting => setting.Probe)])}Set the simulator to {settings[0].Celsius:F2} degC{second}, {how}."), Reading);
    }

    public void SetLeads(Leads leads, IReadOnlyList<int> probes) => _technician.Do(At(probes) + leads switch
    {
        Leads.Open => "Take one of the simulator's leads off the box.",
        Leads.Shorted => "Bridge the two leads at the box's connector with copper.",
        Leads.Reversed => "Swap the simulator's two leads at the box's connector.",
        _ => "Connect the simulator's leads to the box as they belong.",
    }, Reading);

    public void SetColdJunction(double celsius, IReadOnlyList<int> probes) =>
        _technician.Do(string.Create(CultureInfo.InvariantCulture, $"{At(probes)}Bring the box's thermocouple connector to about {celsius:F0} degC."));

    public void PressArm(double seconds) => _technician.Do(Press("ARM", seconds));

    public void PressStop(double seconds) => _technician.Do(Press("STOP", seconds));

    public void HoldArm(bool isDown) => _technician.Do(isDown ? "Press ARM and hold it down." : "Let ARM go.");

    public void SetArmWire(bool isConnected) => _technician.Do(isConnected
        ? "Put the wire of ARM's normally closed contact back on its terminal."
        : "Take the wire of ARM's normally closed contact off its terminal.");

    public void HoldStop(bool isDown) => _technician.Do(isDown ? "Press STOP so that it stays in." : "Pull STOP out.");

    public void PowerCycle()
    {
        _capture.MarkPowerCycle();
        _technician.Do("Switch the box off, wait 5 s, switch it on.");
    }

    public bool HasShown(Signals signals, string question, long sinceUs) => _technician.Agrees(question);

    public void Tell(string text) => _technician.Tell(text);

    public bool TryTakeLine(long untilUs, out TimedLine line)
    {
        while (true)
        {
            bool hasEnded = _hasEnded;
            if (_capture.TryTake(out line)) return true;
            if (hasEnded || NowUs >= untilUs) return false;
            Thread.Sleep(PollMs);
        }
    }

    void IUartListener.Connected()
    {
        // The box's next line says it.
    }

    void IUartListener.Received(ReadOnlySpan<byte> bytes)
    {
        lock (_doctor) _doctor.Add(bytes);
        _capture.Add(bytes, NowUs);
        _capture.Flush();
    }

    void IUartListener.Lost()
    {
        // Silence is judged where lines are waited for.
    }

    void IUartListener.Ended() => _hasEnded = true;

    public void Dispose()
    {
        _stop.Cancel();
        _listening.Join(_farewell);
        _stop.Dispose();
    }

    /// <summary>How the box reads now, for whoever waits for a simulator to settle.</summary>
    private string Reading()
    {
        if (_capture.Newest is not { } newest || NowUs - newest.ArrivedUs > FreshUs) return "the box tells no reading";
        string second = Probes == 2 ? $", probe 2 {newest.Sample[Key.SecondTip]}" : string.Empty;
        return $"the box reads {newest.Sample[Key.Tip]} degC{second}, connector {newest.Sample[Key.ColdJunction]}, {newest.Sample[Key.State]}";
    }

    /// <summary>Where something is to be done: nothing where there is one probe.</summary>
    private string At(IReadOnlyList<int> probes)
    {
        if (Probes == 1) return string.Empty;
        return probes.Count == Probes ? "Both probes, together: " : $"Probe {probes[0]}: ";
    }

    private static string Press(string button, double seconds)
    {
        if (seconds <= TapSeconds) return $"Tap {button}, as briefly as you can.";
        return seconds <= BriefSeconds
            ? $"Press {button} briefly and let go."
            : string.Create(CultureInfo.InvariantCulture, $"Press {button}, hold it for {seconds:0.#} s, and let go.");
    }
}

/// <summary>The person with the simulator: told what to do, and asked what only a person sees.</summary>
/// <param name="input">What the person types.</param>
/// <param name="output">What the person reads.</param>
/// <param name="terminalWidth">Characters across where output is a terminal that can draw; null where nothing is shown while an answer is awaited.</param>
public sealed class Technician(TextReader input, TextWriter output, int? terminalWidth = null)
{
    private const string GivesUp = "q";
    private const string Repeats = "r";
    private const string SaveCursor = "\e7";
    private const string RestoreCursor = "\e8";
    private const string ClearLine = "\r\e[2K";

    private static readonly TimeSpan _period = TimeSpan.FromSeconds(0.5);

    private string _told = string.Empty;

    public void Tell(string text)
    {
        _told = text;
        output.WriteLine(text);
    }

    /// <summary>Tells what to do and waits until it is done.</summary>
    /// <param name="instruction">What to do.</param>
    /// <param name="live">What to show meanwhile above the prompt.</param>
    /// <exception cref="GivenUpException">The technician ended the test.</exception>
    public void Do(string instruction, Func<string>? live = null) => Answer($"  > {instruction} Then Enter ({Repeats} repeats, {GivesUp} gives up): ", live);

    /// <exception cref="GivenUpException">The technician ended the test.</exception>
    public bool Agrees(string question)
    {
        while (true)
        {
            string answer = Answer($"  ? {question} y or n ({Repeats} repeats, {GivesUp} gives up): ", live: null);
            if (answer.Equals("y", StringComparison.OrdinalIgnoreCase)) return true;
            if (answer.Equals("n", StringComparison.OrdinalIgnoreCase)) return false;
        }
    }

    private string Answer(string prompt, Func<string>? live)
    {
        while (true)
        {
            string? answer = Ask(prompt, live)?.Trim();
            if (answer is null || answer.Equals(GivesUp, StringComparison.OrdinalIgnoreCase)) throw new GivenUpException();
            if (!answer.Equals(Repeats, StringComparison.OrdinalIgnoreCase)) return answer;
            output.WriteLine(_told);
        }
    }

    private string? Ask(string prompt, Func<string>? live)
    {
        if (terminalWidth is not { } width || live is null)
        {
            output.Write(prompt);
            output.Flush();
            return input.ReadLine();
        }

        // The line above the prompt, which may be broken into several.
        string up = $"\e[{1 + ((prompt.Length - 1) / width)}A";
        output.Write($"    {live()}\n{prompt}");
        output.Flush();
        using Timer timer = new(
            _ =>
            {
                string text = $"    {live()}";
                output.Write(SaveCursor + up + ClearLine + text[..Math.Min(text.Length, width - 1)] + RestoreCursor);
                output.Flush();
            },
            null, _period, _period);
        return input.ReadLine();
    }
}

/// <summary>The technician ended the test.</summary>
public sealed class GivenUpException() : Exception("given up by the operator");

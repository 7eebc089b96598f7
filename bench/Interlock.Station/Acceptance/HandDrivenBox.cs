using System;
using System.Globalization;
using System.IO;
using System.Threading;
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

    private readonly UartCapture _capture;
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
    public HandDrivenBox(IUartSource source, IUartConnection connection, UartCapture capture, Technician technician, Func<long> nowUs)
    {
        _capture = capture;
        _technician = technician;
        _nowUs = nowUs;
        UartFeed feed = new(source, this);
        _listening = new Thread(() => feed.Run(connection, _stop.Token)) { IsBackground = true, Name = "UART" };
        _listening.Start();
    }

    public long NowUs => _nowUs();

    public IContactTruth? Truth => null;

    public void SetTemperature(double celsius, double? celsiusPerSecond)
    {
        string how = celsiusPerSecond is { } rate
            ? string.Create(CultureInfo.InvariantCulture, $"no faster than {rate:0.0#} degC a second (by its ramp, or in steps)")
            : "in one step";
        _technician.Do(string.Create(CultureInfo.InvariantCulture, $"Set the simulator to {celsius:F2} degC, {how}."));
    }

    public void SetLeads(Leads leads) => _technician.Do(leads switch
    {
        Leads.Open => "Take one of the simulator's leads off the box.",
        Leads.Shorted => "Bridge the two leads at the box's connector with copper.",
        Leads.Reversed => "Swap the simulator's two leads at the box's connector.",
        _ => "Connect the simulator's leads to the box as they belong.",
    });

    public void SetColdJunction(double celsius) =>
        _technician.Do(string.Create(CultureInfo.InvariantCulture, $"Bring the box's thermocouple connector to about {celsius:F0} degC."));

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

    private static string Press(string button, double seconds)
    {
        if (seconds <= TapSeconds) return $"Tap {button}, as briefly as you can.";
        return seconds <= BriefSeconds
            ? $"Press {button} briefly and let go."
            : string.Create(CultureInfo.InvariantCulture, $"Press {button}, hold it for {seconds:0.#} s, and let go.");
    }
}

/// <summary>The person with the simulator: told what to do, and asked what only a person sees.</summary>
public sealed class Technician(TextReader input, TextWriter output)
{
    private const string GivesUp = "q";

    public void Tell(string text) => output.WriteLine(text);

    /// <summary>Tells what to do and waits until it is done.</summary>
    /// <exception cref="GivenUpException">The technician ended the test.</exception>
    public void Do(string instruction) => Answer($"  > {instruction} Then Enter ({GivesUp} gives up): ");

    /// <exception cref="GivenUpException">The technician ended the test.</exception>
    public bool Agrees(string question)
    {
        while (true)
        {
            string answer = Answer($"  ? {question} y or n ({GivesUp} gives up): ");
            if (answer.Equals("y", StringComparison.OrdinalIgnoreCase)) return true;
            if (answer.Equals("n", StringComparison.OrdinalIgnoreCase)) return false;
        }
    }

    private string Answer(string prompt)
    {
        output.Write(prompt);
        output.Flush();
        string? answer = input.ReadLine()?.Trim();
        if (answer is null or GivesUp) throw new GivenUpException();
        return answer;
    }
}

/// <summary>The technician ended the test.</summary>
public sealed class GivenUpException() : Exception("given up by the operator");

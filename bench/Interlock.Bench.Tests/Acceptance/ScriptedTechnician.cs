using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Interlock.Proofs.Acceptance;
using Interlock.Station.Acceptance;

namespace Interlock.Bench.Tests.Acceptance;

/// <summary>
/// Sits at the program's console, reads what it asks for and does it to the box; knows nothing else. An instruction that
/// does not say all that is to be done stops it.
/// </summary>
internal sealed partial class ScriptedTechnician
{
    private const double BriefSeconds = 0.3;
    private const double TapSeconds = 0.06;
    private const double HandSeconds = 0.7;

    private readonly AcceleratedBox _box;
    private readonly Func<string, string?> _answer;
    private readonly StringBuilder _told = new();

    /// <param name="box">What the hands are on.</param>
    /// <param name="answer">The answer to a line that needs another than to do as asked; null for none.</param>
    public ScriptedTechnician(AcceleratedBox box, Func<string, string?>? answer = null)
    {
        _box = box;
        _answer = answer ?? (static _ => null);
        Output = new StringWriter(_told, CultureInfo.InvariantCulture);
        Input = new Keyboard(this);
    }

    public TextWriter Output { get; }

    public TextReader Input { get; }

    /// <summary>All that was on the screen.</summary>
    public string Told => _told.ToString();

    private string Answer()
    {
        string all = Told;
        string line = all[(all.LastIndexOf('\n') + 1)..];
        _told.Append('\n');
        if (_answer(line) is { } other) return other;
        if (line.Contains('?', StringComparison.Ordinal) && line.StartsWith("  ?", StringComparison.Ordinal)) return "y";
        Do(line);
        return string.Empty;
    }

    private void Do(string line)
    {
        int[] probes = line.Contains("Both probes, together: ", StringComparison.Ordinal) ? [1, 2] : line.Contains("Probe 2: ", StringComparison.Ordinal) ? [2] : [1];
        if (Setting().Match(line) is { Success: true } setting) Set(setting, probes);
        else if (Pressing().Match(line) is { Success: true } press) Press(press.Groups[1].Value, BriefSeconds);
        else if (Tapping().Match(line) is { Success: true } tap) Press(tap.Groups[1].Value, TapSeconds);
        else if (Holding().Match(line) is { Success: true } hold) Press(hold.Groups[1].Value, Number(hold.Groups[2].Value));
        else if (Warming().Match(line) is { Success: true } warming) At(probes, (box, probe) => box.SetColdJunction(Number(warming.Groups[1].Value), probe));
        else if (line.Contains("Connect the simulator's leads", StringComparison.Ordinal)) At(probes, static (box, probe) => box.SetLeads(probe: probe));
        else if (line.Contains("Take one of the simulator's leads off", StringComparison.Ordinal)) At(probes, static (box, probe) => box.SetLeads(areConnected: false, probe: probe));
        else if (line.Contains("Bridge the two leads", StringComparison.Ordinal)) At(probes, static (box, probe) => box.SetLeads(areShorted: true, probe: probe));
        else if (line.Contains("Swap the simulator's two leads", StringComparison.Ordinal)) At(probes, static (box, probe) => box.SetLeads(areReversed: true, probe: probe));
        else if (line.Contains("Press ARM and hold it down", StringComparison.Ordinal)) Act(box => box.PressArm(true));
        else if (line.Contains("Let ARM go", StringComparison.Ordinal)) Act(box => box.PressArm(false));
        else if (line.Contains("Press STOP so that it stays in", StringComparison.Ordinal)) Act(box => box.PressStop(true));
        else if (line.Contains("Pull STOP out", StringComparison.Ordinal)) Act(box => box.PressStop(false));
        else if (line.Contains("Take the wire of ARM's normally closed contact off", StringComparison.Ordinal)) Act(box => box.SetArmWire(false));
        else if (line.Contains("Put the wire of ARM's normally closed contact back", StringComparison.Ordinal)) Act(box => box.SetArmWire(true));
        else if (line.Contains("Switch the box off", StringComparison.Ordinal)) Act(box => box.PowerCycle());
        else throw new InvalidOperationException($"The technician does not know what to do: {line}");
        Wait(HandSeconds);
    }

    private void Set(Match setting, int[] probes)
    {
        double celsius = Number(setting.Groups[1].Value);
        double second = setting.Groups[2].Success ? Number(setting.Groups[2].Value) : celsius;
        double? rate = setting.Groups[3].Success ? Number(setting.Groups[3].Value) : null;
        long thereUs = _box.Act(box => probes.Max(probe => box.SetTemperature(probe == 2 ? second : celsius, rate, probe)));
        _box.WaitUntil(thereUs);
    }

    private void Press(string button, double seconds)
    {
        Act(box => Push(box, button, true));
        Wait(seconds);
        Act(box => Push(box, button, false));
    }

    private static void Push(SimulatedBox box, string button, bool isDown)
    {
        if (button == "ARM") box.PressArm(isDown);
        else box.PressStop(isDown);
    }

    private void Act(Action<SimulatedBox> act) => _box.Act(box =>
    {
        act(box);
        return true;
    });

    private void At(int[] probes, Action<SimulatedBox, int> act) => Act(box =>
    {
        foreach (int probe in probes) act(box, probe);
    });

    private void Wait(double seconds) => _box.WaitUntil(_box.NowUs() + (long)(seconds * 1e6));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Set the simulator to (-?[0-9.]+) degC(?: \(that of probe 2 to (-?[0-9.]+)\))?, (?:in one step|no faster than ([0-9.]+) degC a second)")]
    private static partial Regex Setting();

    [GeneratedRegex("Press (ARM|STOP) briefly and let go")]
    private static partial Regex Pressing();

    [GeneratedRegex("Tap (ARM|STOP), as briefly as you can")]
    private static partial Regex Tapping();

    [GeneratedRegex("Press (ARM|STOP), hold it for ([0-9.]+) s, and let go")]
    private static partial Regex Holding();

    [GeneratedRegex("Bring the box's thermocouple connector to about ([0-9.]+) degC")]
    private static partial Regex Warming();

    private sealed class Keyboard(ScriptedTechnician technician) : TextReader
    {
        public override string? ReadLine() => technician.Answer();
    }
}

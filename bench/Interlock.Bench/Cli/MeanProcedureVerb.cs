using System.Globalization;
using Interlock.Proofs.Simulation;
using Interlock.Tissue;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Cli;

/// <summary>With no verb: the paper's mean procedure, with the tissue in the loop.</summary>
public static class MeanProcedureVerb
{
    // Fan et al. 2023: 30.3 W for 3.03 min; highest foramen temperature 40.5 degC.
    private const double Watts = 30.3;
    private const double Seconds = 3.03 * 60.0;
    private const double ForamenMillimetres = 19.5;
    private const double EndPressSeconds = 195.0;
    private const double RunSeconds = 260.0;

    public static int Run()
    {
        TextWriter output = Console.Out;
        output.WriteLine("The mean procedure of Fan et al. (2023) on the virtual box: what a technician sees on the UART, then what it means.\n");
        output.Flush();

        AblationCourse course = new(new AblationPlan { Watts = Watts, Seconds = Seconds, ForamenMillimetres = ForamenMillimetres });
        Scenario scenario = new()
        {
            Board = new BoardOptions { Tip = course.Tip },
            EndUs = (long)(RunSeconds * 1e6),
            Presses = [new Press(IsStop: false, (long)(EndPressSeconds * 1e6))],
        };
        bool isBrief = BriefLines.AreWanted;
        using Stream uart = isBrief ? Stream.Null : new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
        using VirtualRun run = new(scenario, uart);
        course.Follow(run.Board);
        RunSummary summary = new(run.Board);
        run.LineReceived = summary.Log.Add;
        if (isBrief) run.LineReceived += new BriefLines(output).Show;
        run.Run();
        summary.Conclude(run);
        uart.Flush();

        if (isBrief) output.Write(BriefLines.Remark);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            That was {Watts} W of microwaves for {Seconds / 60.0:F2} min in a vertebra, the thermocouple {ForamenMillimetres:F1} mm away in the neural foramen. The
            firmware is the one that is flashed; the chip, the relays and the tissue are simulated. First the box tested itself and
            waited for ARM, then it permitted the generator, then power went on; when it was over the operator pressed ARM once more.
            $SAMP is a reading: tip and cold junction in degC, state, relays, thermal dose; docs/uart-protocol.md explains every field.

            """));
        summary.Print(output);
        output.WriteLine("""

            The tip stayed below 42.00 degC, so the box never intervened. To see it trip, run a course that is too hot:
              dotnet run --project bench/Interlock.Bench -- run --trace bench/traces/foramen-15mm-30w.csv
            """);
        return ExitStatus.Done;
    }
}

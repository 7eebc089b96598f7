using System;
using System.Globalization;
using System.IO;
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
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            The mean procedure of Fan et al. (2023) on the virtual box: {Watts} W of microwaves for {Seconds / 60.0:F2} min in a vertebra, the
            thermocouple {ForamenMillimetres:F1} mm away in the neural foramen. The firmware is the one that is flashed; the chip, the relays and the
            tissue are simulated. First the box tests itself and waits for ARM, then it permits the generator, then power goes on;
            when it is over the operator presses ARM once more. Below is what a technician sees on the UART ($SAMP: tip and cold
            junction in degC, state, relays, thermal dose; docs/uart-protocol.md explains every field), then a summary.

            """));
        output.Flush();

        AblationCourse course = new(new AblationPlan { Watts = Watts, Seconds = Seconds, ForamenMillimetres = ForamenMillimetres });
        Scenario scenario = new()
        {
            Board = new BoardOptions { Tip = course.Tip },
            EndUs = (long)(RunSeconds * 1e6),
            Presses = [new Press(IsStop: false, (long)(EndPressSeconds * 1e6))],
        };
        using Stream uart = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
        using VirtualRun run = new(scenario, uart);
        course.Follow(run.Board);
        RunSummary summary = new(run.Board);
        run.LineReceived = summary.Log.Add;
        run.Run();
        summary.LongestGapMs = run.LongestGapUs > 0 ? run.LongestGapUs / 1000.0 : null;
        uart.Flush();

        output.WriteLine();
        summary.Print(output);
        output.WriteLine("""

            The tip stayed below 42.00 degC, so the box never intervened. To see it trip, run a course that is too hot:
              dotnet run --project bench/Interlock.Bench -- run --trace bench/traces/foramen-15mm-30w.csv
            """);
        return ExitStatus.Done;
    }
}

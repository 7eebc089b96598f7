using System;
using System.CommandLine;
using Interlock.Bench.Exploration;

namespace Interlock.Bench.Cli;

public static class ExploreVerb
{
    public static Command Create()
    {
        Command command = new("explore", "x");
        command.SetAction(_ => Run());
        return command;
    }
    private static int Run()
    {
        foreach (var r in new[] {
          new Explorer(e => new RealMachine(e), Alphabet.Quick, Projection.Decisions, MachineProperties.All).Run("quick"),
          new Explorer(e => new RealMachine(e), Alphabet.Full, Projection.Decisions, MachineProperties.All).Run("decisions"),
          new Explorer(e => new RealMachine(e), Alphabet.Naming, Projection.Naming, MachineProperties.All).Run("naming") })
        {
            Console.WriteLine($"{r.Name} {r.States} {r.Transitions} {r.Seconds}");
            foreach (var v in r.Violations) { Console.WriteLine(v.Id + " " + v.Text + " " + v.Count); foreach (var p in v.Path) Console.WriteLine("   " + p); }
        }
        return 0;
    }
}

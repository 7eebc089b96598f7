using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;

namespace Interlock.Proofs.Exploration;

/// <summary>Plays a path of letters from power-on, and says in words what each led to.</summary>
public static class Replay
{
    public static List<string> Describe(Func<EventQueue, IDecisionMachine> make, IEnumerable<Letter> letters)
    {
        EventQueue events = new();
        IDecisionMachine machine = make(events);
        DecisionInputs inputs = new();
        List<string> path = [];
        foreach (Letter letter in letters)
        {
            letter.SetFacts(inputs);
            Letter.SetFlags(inputs, letter.Flags);
            if (letter.Error != InternalError.None) machine.StepInternalError(letter.Error == InternalError.OneTooMany);
            else machine.Step(inputs);
            path.Add($"{letter} -> {Word(Words.States, (int)machine.Save().State, " st=")}{Told(events)}");
        }

        return path;
    }

    private static string Told(EventQueue events)
    {
        StringBuilder told = new();
        while (events.Count > 0)
        {
            string kind = Word(Words.Events, (int)events.Kind, " ev=").Split(' ').First();
            told.Append(told.Length == 0 ? "; tells " : ", ").Append(kind);
            if (events.Reason >= 0) told.Append(' ').Append(RowNames.OfReason(events.Reason));
            events.RemoveFirst();
        }

        return told.ToString();
    }

    private static string Word(byte[][] words, int index, string lead) =>
        index >= 0 && index < words.Length ? Encoding.ASCII.GetString(words[index])[lead.Length..] : $"({index})";
}

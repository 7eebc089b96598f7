using System;
using System.IO;
using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Boxes;

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

using System;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Acceptance;

/// <summary>
/// What may be wrong with a box that somebody built. What the board can't be told to have is put between the board and the
/// firmware, which itself is never changed.
/// </summary>
public sealed class Defect
{
    /// <summary>A box as it should be.</summary>
    public static Defect None { get; } = new() { Name = "none", What = "nothing is wrong" };

    public required string Name { get; init; }

    public required string What { get; init; }

    /// <summary>Parts of another value.</summary>
    public Action<BoardOptions>? Build { get; init; }

    /// <summary>What is broken from the start.</summary>
    public Fault? Broken { get; init; }

    /// <summary>What breaks, or happens, whenever the line closes.</summary>
    public Fault? WhenClosing { get; init; }

    /// <summary>Makes what sits in the wires between the ESP32 and the converter chip.</summary>
    public Func<SpiTap>? Bus { get; init; }

    /// <summary>STOP's first pole is shorted: the ESP32 always finds it closed.</summary>
    public bool IsStopShorted { get; init; }

    /// <summary>Added to what the simulator gives, degC.</summary>
    public double InputOffsetCelsius { get; init; }

    /// <summary>What the chip measures for the connector's temperature, degC.</summary>
    public Func<double, double>? ColdJunctionSensor { get; init; }

    /// <summary>One byte in so many is lost on the UART; 0 for none.</summary>
    public int LosesByteEvery { get; init; }
}

using System;
using Interlock.Drivers.Max31856;
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

    /// <summary>Sits between the firmware and the converter chip.</summary>
    public Func<ISpiBus, ISpiBus>? Bus { get; init; }

    /// <summary>What the firmware reads for the board's levels, and whether STOP is held.</summary>
    public Func<int, bool, int>? Levels { get; init; }

    /// <summary>STOP reaches the relays' coils.</summary>
    public bool StopCutsCoils { get; init; } = true;

    /// <summary>Added to what the simulator gives, degC.</summary>
    public double InputOffsetCelsius { get; init; }

    /// <summary>What the chip measures for the connector's temperature, degC.</summary>
    public Func<double, double>? ColdJunctionSensor { get; init; }

    /// <summary>How fast the ESP32's clock runs.</summary>
    public double ClockRate { get; init; } = 1.0;

    /// <summary>One byte in so many is lost on the UART; 0 for none.</summary>
    public int LosesByteEvery { get; init; }

    /// <summary>The supply dips whenever the line closes.</summary>
    public bool DipsWhenClosing { get; init; }
}

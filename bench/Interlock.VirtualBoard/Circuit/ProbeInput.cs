namespace Interlock.VirtualBoard;

/// <summary>One thermocouple input of the board: the probe, its chip, the lines of the chip's pins, and what is wrong with them. A board has one or two.</summary>
internal sealed class ProbeInput
{
    private readonly Board _board;
    private readonly VirtualClock _clock;
    private readonly SeededRandom _flippedBits;
    private readonly int _chipSelectPin;
    private bool _chipSelect = true;

    /// <param name="board">Whose it is.</param>
    /// <param name="clock">The board's.</param>
    /// <param name="faults">What is wrong: the first probe's stand among the board's own.</param>
    /// <param name="isSecond">Which of the two it is.</param>
    internal ProbeInput(Board board, VirtualClock clock, FaultSet faults, bool isSecond)
    {
        BoardOptions options = board.Options;
        _board = board;
        _clock = clock;
        Faults = faults;
        _chipSelectPin = isSecond ? Wiring.ChipSelect2 : Wiring.ChipSelect;
        _flippedBits = new SeededRandom(options.Seed, isSecond ? RandomStream.SecondFlippedBit : RandomStream.FlippedBit);
        Thermocouple = isSecond
            ? new Probe(options, options.SecondTip!, options.SecondColdJunction ?? options.ColdJunction)
            : new Probe(options, options.Tip, options.ColdJunction);
        SeededRandom noise = new SeededRandom(options.Seed, isSecond ? RandomStream.SecondChipNoise : RandomStream.ChipNoise);
        Chip = new Max31856Chip(Thermocouple, options, noise, isSecond ? options.SecondChipPhaseUs : options.ChipPhaseUs);
        clock.Add(Chip.Timing);
    }

    internal FaultSet Faults { get; }

    internal Probe Thermocouple { get; }

    internal Max31856Chip Chip { get; }

    internal long NowUs => _clock.NowUs;

    internal bool DataReadyLine => Faults[Fault.DrdyStuckHigh] || (!Faults[Fault.DrdyStuckLow] && !Chip.DataReadyLow);

    internal bool FaultLine => Faults[Fault.FaultPinStuck] || (!Faults[Fault.FaultStuckLow] && !Chip.FaultLow);

    /// <summary>Its FAULT is a set input of K2's latch.</summary>
    internal bool SetsLatch => !FaultLine && !Faults[Fault.LatchInputDead];

    /// <summary>Selects the chip, or lets go of it, as its pin and what is wrong with the wire have it.</summary>
    internal void UpdateChipSelect()
    {
        bool high = Faults[Fault.CsStuckHigh] || (!Faults[Fault.CsStuckLow] && _board.Pins.Level(_chipSelectPin));
        if (high == _chipSelect)
        {
            return;
        }

        _chipSelect = high;
        if (high)
        {
            Chip.Deselect(_clock.NowUs);
        }
        else
        {
            Chip.Select();
        }
    }

    internal void FlipConfigurationBit()
    {
        (int register, int bit) = ConfigurationBits.All[_flippedBits.Below(ConfigurationBits.All.Count)];
        Chip.FlipBit(register, bit, _clock.NowUs);
    }
}

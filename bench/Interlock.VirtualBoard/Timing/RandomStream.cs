namespace Interlock.VirtualBoard;

/// <summary>Who draws random numbers.</summary>
internal enum RandomStream
{
    ChipNoise,
    RelayK1,
    RelayK2,
    ArmButton,
    StopButton,
    FlippedBit,
    SpiGarbage,
    LateWake,
    BusNoise,
    ArmGap,
    ArmRestContact,
    StopSecondPole,
    RelayTimes,
}

namespace Interlock.VirtualBoard;

/// <summary>What the chip feels at its analogue side.</summary>
internal interface IChipInput
{
    /// <summary>Starts to average the voltage between T+ and T-.</summary>
    void BeginMean(long fromUs);

    /// <summary>The mean since <see cref="BeginMean"/>.</summary>
    double EndMeanMicrovolts(long toUs);

    /// <summary>Temperature of the chip itself.</summary>
    double ColdJunctionCelsius(long us);

    /// <summary>Whether a test current would find no way through the thermocouple.</summary>
    bool IsOpen(long us);
}

using System;
using System.Globalization;

namespace Interlock.Station.Monitor;

/// <summary>Something the box told that happened.</summary>
/// <param name="TimeMs">By the box's clock, since power-on.</param>
/// <param name="HeardAt">By the clock of this machine.</param>
/// <param name="Text">In words.</param>
/// <param name="Severity">How it is shown.</param>
public readonly record struct HeardEvent(long TimeMs, DateTimeOffset HeardAt, string Text, Severity Severity)
{
    /// <summary>The box's time in seconds.</summary>
    public string BoxTime => (TimeMs / 1000.0).ToString("F2", CultureInfo.InvariantCulture);
}

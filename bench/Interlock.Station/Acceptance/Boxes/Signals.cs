using System;

namespace Interlock.Station.Acceptance.Boxes;

/// <summary>What a person sees and hears.</summary>
[Flags]
public enum Signals
{
    None = 0,
    Green = 1,
    Red = 2,
    Buzzer = 4,
}

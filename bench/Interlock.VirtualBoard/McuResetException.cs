using System;

namespace Interlock.VirtualBoard;

/// <summary>The microcontroller was reset inside the call: on the device the caller no longer exists.</summary>
public sealed class McuResetException : Exception
{
    public McuResetException()
        : base("The microcontroller was reset; this run of the firmware is over.")
    {
    }
}

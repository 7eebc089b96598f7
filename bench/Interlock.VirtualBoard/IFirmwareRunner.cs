namespace Interlock.VirtualBoard;

/// <summary>Who runs the firmware in virtual time. All members are called on the firmware's own thread, under the board's lock.</summary>
public interface IFirmwareRunner
{
    /// <summary>The firmware is inside a device call, whose time has been spent. May let time pass, and may end the firmware by an exception.</summary>
    void OnDeviceCall();

    /// <summary>The firmware is about to sleep: a tick is over.</summary>
    void OnSleep();

    /// <summary>Returns when the firmware is to go on: then, unless the processor stands still.</summary>
    void SleepUntil(long wakeUs);
}

/// <summary>The microcontroller was reset inside the call: on the device the caller no longer exists.</summary>
public sealed class McuResetException : Exception
{
    public McuResetException()
        : base("The microcontroller was reset; this run of the firmware is over.")
    {
    }
}

/// <summary>A device call that would never have returned on the device. The board ran on for a while before this was thrown.</summary>
public sealed class BlockedForeverException : Exception
{
    public BlockedForeverException(string message)
        : base(message)
    {
    }
}

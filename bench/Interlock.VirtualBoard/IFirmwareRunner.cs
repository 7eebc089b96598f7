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

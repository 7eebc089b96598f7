namespace Interlock.Firmware.SelfTests
{
    /// <summary>The steps of the self-test, in their order.</summary>
    public enum TestStep
    {
        /// <summary>Both mirror contacts closed: nothing is welded.</summary>
        Mirrors,

        /// <summary>Scratch patterns written to the chip read back.</summary>
        Chip,

        /// <summary>The stock binding and our decoder agree.</summary>
        Binding,

        /// <summary>The configuration reads back.</summary>
        Configuration,

        /// <summary>ARM not stuck, STOP closed; waits until both are let go.</summary>
        Inputs,

        /// <summary>Red lamp and sounder, for a person to see and hear.</summary>
        Lamps,

        /// <summary>Proof test of K2: waits for a press, then lowers the chip's threshold below the reading.</summary>
        K2,

        /// <summary>Proof test of K1: pulls in, and drops out when ENABLE falls.</summary>
        K1,

        /// <summary>Proof test of K1's watchdog: drops out when HEARTBEAT stands still, though ENABLE is high.</summary>
        Watchdog,

        /// <summary>The threshold restored and read back, FAULT cleared.</summary>
        Restore,
    }
}

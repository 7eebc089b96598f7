using Interlock.VirtualBoard;

namespace nanoFramework.Runtime.Native;

public class Power
{
    /// <summary>Resets the microcontroller of the current board. On the device this never returns; here it throws.</summary>
    public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot)
    {
        Board.Current.ResetMcu();
        throw new McuResetException();
    }
}

using Interlock.Host;

namespace Interlock.Firmware
{
    /// <summary>The half of Program that only the PC has.</summary>
    public static partial class Program
    {
        [OnPcOnly]
        static partial void Composed(ControlLoop loop) => Composition.Made?.Invoke(loop);
    }
}

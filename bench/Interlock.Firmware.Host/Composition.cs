using System;
using Interlock.Firmware;

namespace Interlock.Host
{
    /// <summary>Where a simulator hears of the box that Program put together.</summary>
    public static class Composition
    {
        /// <summary>Called on the thread that runs Program, before its first tick. Each thread has its own.</summary>
        [ThreadStatic]
        public static Action<ControlLoop> Made;
    }

    /// <summary>Marks the body of a partial method that the device doesn't have: the rules for device code don't hold for it.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class OnPcOnlyAttribute : Attribute
    {
    }
}

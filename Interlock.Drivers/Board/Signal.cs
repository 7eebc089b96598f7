using System.Device.Gpio;

namespace Interlock.Drivers.Board
{
    /// <summary>A lamp or the buzzer: an output that remembers its level and is written on change only.</summary>
    public sealed class Signal
    {
        private readonly GpioPin _pin;
        private bool _on;

        /// <summary>Takes an output pin that is low.</summary>
        public Signal(GpioPin pin)
        {
            _pin = pin;
        }

        /// <summary>Drives the pin, if that changes it.</summary>
        public void Set(bool on)
        {
            if (on == _on) return;
            _pin.Write(on);
            _on = on;
        }
    }
}

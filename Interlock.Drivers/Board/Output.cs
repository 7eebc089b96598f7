using System;
using System.Device.Gpio;

namespace Interlock.Drivers.Board
{
    /// <summary>An output that remembers its level and is written on change only, since a write costs heap.</summary>
    public sealed class Output
    {
        private readonly GpioPin _pin;

        /// <summary>Opens a pin, low.</summary>
        public Output(GpioController gpio, int number)
        {
            _pin = gpio.OpenPin(number, PinMode.Output);
            _pin.Write(PinValue.Low);
        }

        /// <summary>What the pin is driven to.</summary>
        public bool IsHigh;

        /// <summary>Drives the pin, if that changes it.</summary>
        public void Set(bool high)
        {
            if (high == IsHigh) return;
            _pin.Write(high);
            IsHigh = high;
        }

        /// <summary>Turns the level over. Costs no heap.</summary>
        public void Toggle()
        {
            _pin.Toggle();
            IsHigh = !IsHigh;
        }

        /// <summary>Drives the pin whatever was driven before. Never throws.</summary>
        public void Force(bool high)
        {
            try
            {
                _pin.Write(high);
                IsHigh = high;
            }
            catch (Exception)
            {
                ToggleTo(high);
            }
        }

        private void ToggleTo(bool high)
        {
            // A write costs heap, and there may be none left. A toggle costs none, and is right where the level is known.
            try
            {
                if (high != IsHigh) Toggle();
            }
            catch (Exception)
            {
                // A pin of a processor that was reset meanwhile: the board's resistors hold it.
            }
        }
    }
}

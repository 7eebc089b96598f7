using System;
using System.Device.Gpio;

namespace Interlock.Drivers.Board
{
    /// <summary>
    /// <see cref="IBoard"/> on the ESP32's pins. Pins are written on change only: nanoFramework's GPIO calls
    /// pass <see cref="PinValue"/>, a struct, and each one by value costs heap.
    /// </summary>
    public sealed class GpioBoard : IBoard
    {
        private readonly GpioPin _enable;
        private readonly GpioPin _heartbeat;
        private readonly GpioPin _k2Hold;
        private readonly GpioPin _dataReady;
        private readonly GpioPin _fault;
        private readonly GpioPin _k1Mirror;
        private readonly GpioPin _k2Mirror;
        private readonly GpioPin _stop;
        private readonly GpioPin _arm;
        private readonly Signal _red;
        private readonly Signal _sounder;
        private int _outputs;

        /// <summary>
        /// Opens every pin, the two of K1 first and low, so that nothing can hold the relay while the rest starts.
        /// </summary>
        public GpioBoard(GpioController gpio)
        {
            _enable = OpenLow(gpio, Pins.Enable);
            _heartbeat = OpenLow(gpio, Pins.Heartbeat);
            _k2Hold = OpenLow(gpio, Pins.K2Hold);
            _k2Hold.Write(PinValue.High);
            _dataReady = gpio.OpenPin(Pins.DataReady, PinMode.Input);
            _fault = gpio.OpenPin(Pins.Fault, PinMode.Input);
            _k1Mirror = gpio.OpenPin(Pins.K1Mirror, PinMode.Input);
            _k2Mirror = gpio.OpenPin(Pins.K2Mirror, PinMode.Input);
            _stop = gpio.OpenPin(Pins.Stop, PinMode.InputPullUp);
            _arm = gpio.OpenPin(Pins.Arm, PinMode.InputPullUp);
            _red = new Signal(OpenLow(gpio, Pins.LampRed));
            _sounder = new Signal(OpenLow(gpio, Pins.Sounder));
        }

        /// <inheritdoc/>
        public int ReadLevels()
        {
            // FAULT before DRDY: both fall at the end of a conversion, and a fault without its conversion must not be seen.
            int levels = _outputs;
            if ((bool)_fault.Read()) levels |= Levels.Fault;
            if ((bool)_dataReady.Read()) levels |= Levels.DataReady;
            if ((bool)_k1Mirror.Read()) levels |= Levels.K1Mirror;
            if ((bool)_k2Mirror.Read()) levels |= Levels.K2Mirror;
            if ((bool)_stop.Read()) levels |= Levels.Stop;
            if ((bool)_arm.Read()) levels |= Levels.Arm;
            return levels;
        }

        /// <inheritdoc/>
        public void SetEnable(bool on)
        {
            if (on == IsEnabled) return;
            if (on)
            {
                _enable.Write(PinValue.High);
                _outputs |= Levels.Enable;
            }
            else
            {
                ReleaseK1();
            }
        }

        /// <inheritdoc/>
        public void SetK2Hold(bool holds)
        {
            _k2Hold.Write(!holds);
        }

        /// <inheritdoc/>
        public void ToggleHeartbeat()
        {
            _heartbeat.Toggle();
            _outputs ^= Levels.Heartbeat;
        }

        /// <inheritdoc/>
        public void SetSignals(bool red, bool sounder)
        {
            _red.Set(red);
            _sounder.Set(sounder);
        }

        /// <summary>Releases K1 whatever was driven before. Never throws.</summary>
        public void ReleaseK1()
        {
            try
            {
                _enable.Write(PinValue.Low);
            }
            catch (Exception)
            {
                // A write costs heap, and there may be none left. A toggle costs none, but is right only on a pin that is high.
                if (IsEnabled) _enable.Toggle();
            }

            _outputs &= ~Levels.Enable;
        }

        private bool IsEnabled => (_outputs & Levels.Enable) != 0;

        private static GpioPin OpenLow(GpioController gpio, int number)
        {
            GpioPin pin = gpio.OpenPin(number, PinMode.Output);
            pin.Write(PinValue.Low);
            return pin;
        }
    }
}

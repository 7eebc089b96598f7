using System.Device.Gpio;

namespace Interlock.Drivers.Board
{
    /// <summary><see cref="IBoard"/> on the ESP32's pins.</summary>
    public sealed class GpioBoard : IBoard
    {
        private readonly Output _enable;
        private readonly Output _heartbeat;
        private readonly Output _k2Hold;
        private readonly Output _red;
        private readonly Output _sounder;
        private readonly GpioPin _dataReady;
        private readonly GpioPin _fault;
        private readonly GpioPin _k1Mirror;
        private readonly GpioPin _k2Mirror;
        private readonly GpioPin _stop;
        private readonly GpioPin _arm;
        private readonly GpioPin _armRest;
        private readonly GpioPin _dataReady2;
        private readonly GpioPin _fault2;
        private int _outputs;

        /// <summary>
        /// Opens every pin, those of the relays first and low, so that nothing can hold the line while the rest starts.
        /// </summary>
        /// <param name="gpio">The pins.</param>
        /// <param name="hasSecondProbe">Whether a second chip is fitted.</param>
        public GpioBoard(GpioController gpio, bool hasSecondProbe)
        {
            _enable = new Output(gpio, Pins.Enable);
            _heartbeat = new Output(gpio, Pins.Heartbeat);
            _k2Hold = new Output(gpio, Pins.K2Hold);
            _dataReady = gpio.OpenPin(Pins.DataReady, PinMode.Input);
            _fault = gpio.OpenPin(Pins.Fault, PinMode.Input);
            _k1Mirror = gpio.OpenPin(Pins.K1Mirror, PinMode.Input);
            _k2Mirror = gpio.OpenPin(Pins.K2Mirror, PinMode.Input);
            _stop = gpio.OpenPin(Pins.Stop, PinMode.InputPullUp);
            _arm = gpio.OpenPin(Pins.Arm, PinMode.InputPullUp);
            _armRest = gpio.OpenPin(Pins.ArmRest, PinMode.InputPullUp);
            _red = new Output(gpio, Pins.LampRed);
            _sounder = new Output(gpio, Pins.Sounder);
            if (!hasSecondProbe) return;
            _dataReady2 = gpio.OpenPin(Pins.DataReady2, PinMode.Input);
            _fault2 = gpio.OpenPin(Pins.Fault2, PinMode.Input);
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
            if ((bool)_armRest.Read()) levels |= Levels.ArmRest;
            if (_fault2 == null) return levels;
            if ((bool)_fault2.Read()) levels |= Levels.Fault2;
            if ((bool)_dataReady2.Read()) levels |= Levels.DataReady2;
            return levels;
        }

        /// <inheritdoc/>
        public void SetEnable(bool on)
        {
            if (on) _enable.Set(true);
            else if (_enable.IsHigh) _enable.Force(false);
            if (_enable.IsHigh) _outputs |= Levels.Enable;
            else _outputs &= ~Levels.Enable;
        }

        /// <inheritdoc/>
        public void SetK2Hold(bool holds)
        {
            if (!holds) _k2Hold.Set(true);
            else if (_k2Hold.IsHigh) _k2Hold.Force(false);
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

        /// <inheritdoc/>
        public void OpenLine()
        {
            _enable.Force(false);
            _outputs &= ~Levels.Enable;
            _k2Hold.Force(false);
            _red.Force(true);
            _sounder.Force(true);
        }
    }
}

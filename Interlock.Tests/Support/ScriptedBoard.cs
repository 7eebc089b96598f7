using Interlock.Drivers.Board;

namespace Interlock.Tests.Support
{
    /// <summary>
    /// Buttons, lamps and the two relays. K1 holds while ENABLE is high and HEARTBEAT beats; K2 while its latch is clear:
    /// FAULT sets it, the edge of ARM clears it. A mirror follows its cause by one tick.
    /// </summary>
    public sealed class ScriptedBoard : IBoard
    {
        private const int WatchdogMs = 300;

        private readonly ScriptedClock _clock;
        private readonly ScriptedChip _chip;
        private bool _latch = true;
        private bool _armWasDown;
        private long _edgeUs = -WatchdogMs * 1000L;
        private int _outputs;

        /// <summary>A board with its relays released, STOP closed and ARM open.</summary>
        public ScriptedBoard(ScriptedClock clock, ScriptedChip chip)
        {
            _clock = clock;
            _chip = chip;
        }

        /// <summary>ARM is held.</summary>
        public bool ArmDown;

        /// <summary>STOP is pressed: its second pole opens both relays' coils.</summary>
        public bool StopPressed;

        /// <summary>STOP's wire to the ESP32 is broken; the second pole stays closed.</summary>
        public bool StopWireBroken;

        /// <summary>K1's contact is welded.</summary>
        public bool K1Welded;

        /// <summary>K1's coil is open.</summary>
        public bool K1CoilOpen;

        /// <summary>K1's watchdog never bites.</summary>
        public bool WatchdogIsBroken;

        /// <summary>K2's contact is welded.</summary>
        public bool K2Welded;

        /// <summary>K2's coil is open.</summary>
        public bool K2CoilOpen;

        /// <summary>DRDY reads low whatever the chip says.</summary>
        public bool DataReadyStuckLow;

        /// <summary>FAULT reads low whatever the chip says; the net to K2's latch is whole.</summary>
        public bool FaultPinLow;

        /// <summary>The board throws at the next read of its levels.</summary>
        public bool Throws;

        /// <summary>ENABLE is high.</summary>
        public bool Enable => (_outputs & Levels.Enable) != 0;

        /// <summary>K1's contact is closed.</summary>
        public bool K1 { get; private set; }

        /// <summary>K2's contact is closed.</summary>
        public bool K2 { get; private set; }

        /// <summary>The generator's line is closed.</summary>
        public bool LineIsClosed => K1 && K2;

        /// <summary>Edges of HEARTBEAT so far.</summary>
        public int Beats { get; private set; }

        /// <summary>Green lamp.</summary>
        public bool Green { get; private set; }

        /// <summary>Red lamp.</summary>
        public bool Red { get; private set; }

        /// <summary>Buzzer.</summary>
        public bool Buzzer { get; private set; }

        private bool IsFed => WatchdogIsBroken ? Beats > 0 : _clock.Us - _edgeUs < WatchdogMs * 1000L;

        /// <summary>Relays and latch move to what the outputs of the tick before ask for.</summary>
        public void Advance()
        {
            K1 = K1Welded || (!K1CoilOpen && !StopPressed && Enable && IsFed);
            K2 = K2Welded || (!K2CoilOpen && !StopPressed && !_latch);
            if (ArmDown && !_armWasDown) _latch = false;
            _armWasDown = ArmDown;
            if (_chip.IsFault) _latch = true;
        }

        /// <inheritdoc/>
        public int ReadLevels()
        {
            if (Throws)
            {
                Throws = false;
                throw new System.InvalidOperationException();
            }

            int levels = _outputs;
            if (!_chip.IsReady && !DataReadyStuckLow) levels |= Levels.DataReady;
            if (!_chip.IsFault && !FaultPinLow) levels |= Levels.Fault;
            if (K1) levels |= Levels.K1Mirror;
            if (K2) levels |= Levels.K2Mirror;
            if (StopPressed || StopWireBroken) levels |= Levels.Stop;
            if (!ArmDown) levels |= Levels.Arm;
            return levels;
        }

        /// <inheritdoc/>
        public void SetEnable(bool on)
        {
            _outputs = on ? _outputs | Levels.Enable : _outputs & ~Levels.Enable;
        }

        /// <inheritdoc/>
        public void ToggleHeartbeat()
        {
            _outputs ^= Levels.Heartbeat;
            _edgeUs = _clock.Us;
            Beats++;
        }

        /// <inheritdoc/>
        public void SetK2Hold(bool holds)
        {
        }

        /// <inheritdoc/>
        public void SetSignals(bool red, bool sounder)
        {
            Red = red;
            Buzzer = sounder;
        }
    }
}

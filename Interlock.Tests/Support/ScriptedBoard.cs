using Interlock.Drivers.Board;

namespace Interlock.Tests.Support
{
    /// <summary>
    /// Buttons, lamps and the two relays with the hardware around them. K1 holds while ENABLE is high, HEARTBEAT beats and the
    /// coils' rail was not lost since ENABLE rose; K2 while its latch is clear. FAULT, K2_HOLD and the loss of the rail set the
    /// latch; ARM's contacts going from rest to pressed clear it, with none of these active, ENABLE low and K1's mirror closed.
    /// A relay follows its cause by one tick.
    /// </summary>
    public sealed class ScriptedBoard : IBoard
    {
        // The watchdog drops K1 at the latest 100 ms after the last edge, and on edges closer than 4.5 ms.
        private const int WatchdogMs = 90;
        private const long ClosestEdgesUs = 4500;

        private readonly ScriptedClock _clock;
        private readonly ScriptedChip _chip;
        private readonly ScriptedChip _second;
        private bool _isLatchSet = true;
        private bool _isArmPairPressed;
        private bool _isK1Admitted;
        private bool _wasEnabled;
        private long _edgeUs = -WatchdogMs * 1000L;
        private int _outputs;

        /// <summary>A board with its relays released, STOP closed and ARM at rest.</summary>
        /// <param name="clock">The time.</param>
        /// <param name="chip">The chip.</param>
        /// <param name="second">The second chip of a box with two probes.</param>
        public ScriptedBoard(ScriptedClock clock, ScriptedChip chip, ScriptedChip second = null)
        {
            _clock = clock;
            _chip = chip;
            _second = second;
        }

        /// <summary>ARM's normally open contact is closed.</summary>
        public bool ArmNoClosed;

        /// <summary>ARM's normally closed contact is closed.</summary>
        public bool ArmNcClosed = true;

        /// <summary>STOP is pressed: its second pole takes the coils' rail away.</summary>
        public bool StopPressed;

        /// <summary>STOP's wire to the ESP32 is broken; the second pole stays closed.</summary>
        public bool StopWireBroken;

        /// <summary>The coils' rail is away for this tick: a dip, or a tap of STOP's second pole alone.</summary>
        public bool RailDips;

        /// <summary>The detector of the coils' rail is dead.</summary>
        public bool DetectorIsDead;

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

        /// <summary>K2_HOLD is stuck high: it holds nothing.</summary>
        public bool K2HoldIsDead;

        /// <summary>DRDY reads low whatever the chip says.</summary>
        public bool DataReadyStuckLow;

        /// <summary>FAULT reads low whatever the chip says; the net to K2's latch is whole.</summary>
        public bool FaultPinLow;

        /// <summary>FAULT is stuck high, at the pin and at the latch.</summary>
        public bool FaultIsDead;

        /// <summary>The second chip's FAULT is stuck high, at the pin and at the latch.</summary>
        public bool SecondFaultIsDead;

        /// <summary>The second chip's FAULT is stuck low, at the pin and at the latch.</summary>
        public bool SecondFaultIsLow;

        /// <summary>The board throws at this many more reads of its levels.</summary>
        public int Throws;

        /// <summary>ENABLE is high.</summary>
        public bool Enable => (_outputs & Levels.Enable) != 0;

        /// <summary>K2_HOLD is low.</summary>
        public bool HoldsK2 { get; private set; } = true;

        /// <summary>K1's contact is closed.</summary>
        public bool K1 { get; private set; }

        /// <summary>K2's contact is closed.</summary>
        public bool K2 { get; private set; }

        /// <summary>The generator's line is closed.</summary>
        public bool LineIsClosed => K1 && K2;

        /// <summary>Edges of HEARTBEAT so far.</summary>
        public int Beats { get; private set; }

        /// <summary>Shortest time between two edges of HEARTBEAT, microseconds.</summary>
        public long ClosestBeatsUs { get; private set; } = long.MaxValue;

        /// <summary>How often the line was opened for an internal error.</summary>
        public int Openings { get; private set; }

        /// <summary>Red lamp.</summary>
        public bool Red { get; private set; }

        /// <summary>Sounder.</summary>
        public bool Sounder { get; private set; }

        private bool IsFed => WatchdogIsBroken ? Beats > 0 : _clock.Us - _edgeUs < WatchdogMs * 1000L && ClosestBeatsUs >= ClosestEdgesUs;

        private bool IsRailLost => StopPressed || RailDips;

        private bool IsSecondFault => _second != null && (SecondFaultIsLow || _second.IsFault) && !SecondFaultIsDead;

        private bool IsLatchHeld => (_chip.IsFault && !FaultIsDead) || IsSecondFault || (HoldsK2 && !K2HoldIsDead) || (IsRailLost && !DetectorIsDead);

        /// <summary>ARM's two contacts, as a finger moves them.</summary>
        public void HoldArm(bool down)
        {
            ArmNoClosed = down;
            ArmNcClosed = !down;
        }

        /// <summary>Relays and latch move to what the outputs of the tick before ask for, then to what the inputs of this one do.</summary>
        public void Advance()
        {
            FollowEnable();
            K1 = K1Welded || (!K1CoilOpen && !IsRailLost && _isK1Admitted && IsFed);
            K2 = K2Welded || (!K2CoilOpen && !IsRailLost && !_isLatchSet);
            if (IsArmEdge() && !Enable && !K1) _isLatchSet = false;
            if (IsLatchHeld) _isLatchSet = true;
        }

        /// <inheritdoc/>
        public int ReadLevels()
        {
            if (Throws > 0)
            {
                Throws--;
                throw new System.InvalidOperationException();
            }

            int levels = _outputs;
            if (!_chip.IsReady && !DataReadyStuckLow) levels |= Levels.DataReady;
            if ((!_chip.IsFault || FaultIsDead) && !FaultPinLow) levels |= Levels.Fault;
            if (K1) levels |= Levels.K1Mirror;
            if (K2) levels |= Levels.K2Mirror;
            if (StopPressed || StopWireBroken) levels |= Levels.Stop;
            if (!ArmNoClosed) levels |= Levels.Arm;
            if (!ArmNcClosed) levels |= Levels.ArmRest;
            if (_second == null) return levels;
            if (!_second.IsReady) levels |= Levels.DataReady2;
            if (!IsSecondFault) levels |= Levels.Fault2;
            return levels;
        }

        /// <inheritdoc/>
        public void SetEnable(bool on)
        {
            _outputs = on ? _outputs | Levels.Enable : _outputs & ~Levels.Enable;
        }

        /// <inheritdoc/>
        public void SetK2Hold(bool holds)
        {
            HoldsK2 = holds;
        }

        /// <inheritdoc/>
        public void ToggleHeartbeat()
        {
            _outputs ^= Levels.Heartbeat;
            if (_clock.Us - _edgeUs < ClosestBeatsUs) ClosestBeatsUs = _clock.Us - _edgeUs;
            _edgeUs = _clock.Us;
            Beats++;
        }

        /// <inheritdoc/>
        public void SetSignals(bool red, bool sounder)
        {
            Red = red;
            Sounder = sounder;
        }

        /// <inheritdoc/>
        public void OpenLine()
        {
            Openings++;
            SetEnable(false);
            SetK2Hold(true);
            SetSignals(true, true);
        }

        private void FollowEnable()
        {
            if (Enable && !_wasEnabled) _isK1Admitted = true;
            if (!Enable || (IsRailLost && !DetectorIsDead)) _isK1Admitted = false;
            _wasEnabled = Enable;
        }

        private bool IsArmEdge()
        {
            // A set/reset pair in which rest wins while both contacts are closed.
            bool was = _isArmPairPressed;
            if (ArmNcClosed) _isArmPairPressed = false;
            else if (ArmNoClosed) _isArmPairPressed = true;
            return _isArmPairPressed && !was;
        }
    }
}

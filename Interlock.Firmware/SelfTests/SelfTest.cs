using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;

namespace Interlock.Firmware.SelfTests
{
    /// <summary>
    /// Power-on self-test: what can be proved without a person first, then the proof test of both channels. Each step
    /// ends with a TEST line; the first that fails ends the test.
    /// </summary>
    public sealed class SelfTest
    {
        /// <summary>How far the two decoders may differ: 0.5 degC.</summary>
        public const int AgreementCounts = Limits.CountsPerDegree / 2;

        /// <summary>How long the red lamp and then the sounder are on. Green is lit by contacts of both relays, which no step closes together.</summary>
        public const int SignalMs = 100;

        // Steps that talk to the chip fail when they fail so often running.
        private const int Tries = 3;

        // Steps that are of one chip.
        private const int ChipSteps = 1 << (int)TestStep.Chip | 1 << (int)TestStep.Binding | 1 << (int)TestStep.Configuration
            | 1 << (int)TestStep.K2 | 1 << (int)TestStep.Restore;

        private readonly Probe[] _probes;
        private readonly IReferenceThermometer[] _references;
        private readonly EventQueue _events;
        private readonly ProofTest _proof;
        private readonly ChipImage _image = new ChipImage();
        private int _at;
        private Probe _probe;
        private Max31856Chip _chip;
        private TestStep _step;
        private bool _isEntered;
        private long _sinceMs;
        private int _asks = Reason.None;
        private int _tries = 1;

        /// <summary>A self-test that begins with its first step.</summary>
        /// <param name="probes">One or two.</param>
        /// <param name="references">The stock binding over the chip of each.</param>
        /// <param name="events">What is to be told.</param>
        public SelfTest(Probe[] probes, IReferenceThermometer[] references, EventQueue events)
        {
            _probes = probes;
            _references = references;
            _events = events;
            _proof = new ProofTest(probes, events);
            Take(0);
        }

        /// <summary>True in the tick in which the last step passed.</summary>
        public bool HasPassed;

        /// <summary>True in the tick in which a step failed.</summary>
        public bool HasFailed;

        /// <summary>K1 is to be energised, with K2 holding the line open.</summary>
        public bool EnergisesK1 => _proof.EnergisesK1;

        /// <summary>HEARTBEAT is to toggle.</summary>
        public bool BeatsHeart => _proof.BeatsHeart;

        /// <summary>K2_HOLD is to be low: until the proof's wait, and while the proof energises K1.</summary>
        public bool HoldsK2 => _step < TestStep.K2 || _proof.HoldsK2;

        /// <summary>It waits for an act of ARM, and answers for it.</summary>
        public bool TakesAct => _step >= TestStep.K2 && _proof.IsWaiting;

        /// <summary>The red lamp is tested.</summary>
        public bool Red;

        /// <summary>The sounder is tested.</summary>
        public bool Sounder;

        /// <summary>One tick of the test.</summary>
        /// <param name="levels">The board's levels.</param>
        /// <param name="rows">Rows of the trip table that are true now.</param>
        /// <param name="arm">ARM's acts.</param>
        /// <param name="tipCounts">The tip, 1/128 degC, or <see cref="Readings.Reading.None"/>.</param>
        /// <param name="nowMs">The time.</param>
        public void Run(int levels, int rows, ArmButton arm, int tipCounts, long nowMs)
        {
            bool isEntering = !_isEntered;
            if (isEntering) _sinceMs = nowMs;
            _isEntered = true;

            StepResult result = _step >= TestStep.K2
                ? RunProof(levels, rows, arm, tipCounts, nowMs)
                : RunStep(levels, arm, isEntering, nowMs);
            if (result == StepResult.Running) return;

            bool stepPassed = result == StepResult.Passed;
            if (!stepPassed && _step > TestStep.Mirrors && _step < TestStep.K2 && _tries < Tries)
            {
                // One wrong bit on the bus is no broken chip.
                _tries++;
                _isEntered = false;
                return;
            }

            _tries = 1;
            int number = _step >= TestStep.K2 ? _proof.Number : _probe.Number;
            _events.PostOf((ChipSteps & 1 << (int)_step) != 0 ? number : 0, EventKind.Test, (int)_step * 2 + (stepPassed ? 1 : 0), tipCounts);
            HasFailed = !stepPassed;
            HasPassed = stepPassed && _step == TestStep.Restore;
            bool takesNext = _step == TestStep.Configuration && _at + 1 < _probes.Length;
            if (takesNext) Take(_at + 1);
            _step = takesNext ? TestStep.Chip : _step + 1;
            _isEntered = false;
        }

        private void Take(int at)
        {
            _at = at;
            _probe = _probes[at];
            _chip = _probe.Chip;
        }

        private StepResult RunProof(int levels, int rows, ArmButton arm, int tipCounts, long nowMs)
        {
            StepResult result = _proof.Run(levels, rows, arm, tipCounts, nowMs);
            _step = _proof.Step;
            return result;
        }

        private StepResult RunStep(int levels, ArmButton arm, bool isEntering, long nowMs)
        {
            switch (_step)
            {
                case TestStep.Mirrors:
                    return TestMirrors(levels, nowMs);
                case TestStep.Chip:
                    return TestChip();
                case TestStep.Binding:
                    return TestBinding(levels, isEntering, nowMs);
                case TestStep.Configuration:
                    return TestConfiguration(nowMs);
                case TestStep.Inputs:
                    return TestInputs(levels, arm);
                case TestStep.Lamps:
                    return TestLamps(nowMs);
                default:
                    return StepResult.Failed;
            }
        }

        private StepResult TestMirrors(int levels, long nowMs)
        {
            if ((levels & (Levels.K1Mirror | Levels.K2Mirror)) == 0) return StepResult.Passed;
            return nowMs - _sinceMs >= Limits.OpenMs ? StepResult.Failed : StepResult.Running;
        }

        private StepResult TestChip()
        {
            _chip.TurnOff();
            // 55 last: +85 and -86 degC, so that no cold-junction bit spoils the comparison with the binding.
            return ReadsBack(0xAA) && ReadsBack(0x55) ? StepResult.Passed : StepResult.Failed;
        }

        private bool ReadsBack(byte pattern)
        {
            // The thresholds of the cold junction: read-write, eight bits each, and rewritten by the configuration.
            byte inverse = (byte)~pattern;
            _chip.WriteScratch(Register.ColdJunctionHigh, pattern);
            _chip.WriteScratch(Register.ColdJunctionLow, inverse);
            _chip.Read(_image);
            return _image.Bytes[Register.ColdJunctionHigh + 1] == pattern && _image.Bytes[Register.ColdJunctionLow + 1] == inverse;
        }

        private StepResult TestBinding(int levels, bool isEntering, long nowMs)
        {
            if (isEntering)
            {
                _references[_at].Start();
                return StepResult.Running;
            }

            bool isReady = (levels & _probe.DataReadyBit) == 0;
            if (!isReady && nowMs - _sinceMs < Limits.StaleFirstMs) return StepResult.Running;
            _chip.Read(_image);
            // A voltage outside the supply at the probe's input suspends conversions: a probe that is ill fails no step.
            if (!isReady && (_image.Status & Status.Voltage) == 0) return StepResult.Failed;
            int difference = _references[_at].ReadTipCounts() - _image.TipCounts;
            _chip.TurnOff();
            return IsComparable() && (difference > AgreementCounts || difference < -AgreementCounts) ? StepResult.Failed : StepResult.Passed;
        }

        private bool IsComparable()
        {
            // Below 0 degC the binding is known to be wrong; with a status bit set the reading means nothing.
            return _image.Status == 0 && _image.TipCounts >= 0 && _image.ColdJunctionCounts >= 0;
        }

        private StepResult TestConfiguration(long nowMs)
        {
            _probe.Configure(nowMs);
            _chip.Read(_image);
            return _chip.Configuration.Matches(_image) ? StepResult.Passed : StepResult.Failed;
        }

        private StepResult TestInputs(int levels, ArmButton arm)
        {
            // A mushroom switch latches, and people lean on ARM: both are asked to be let go, and lock nothing out.
            int asks = Reason.None;
            if ((levels & Levels.Stop) != 0) asks = TripTable.First(TripTable.StopPressed);
            else if (arm.IsTouched && !arm.IsActing) asks = Reason.ArmHeld;
            if (asks == _asks) return asks == Reason.None && arm.IsAtRest ? StepResult.Passed : StepResult.Running;
            if (_asks != Reason.None) _events.Post(EventKind.WarnEnd, _asks, Readings.Reading.None);
            if (asks != Reason.None) _events.Post(EventKind.Warn, asks, Readings.Reading.None);
            _asks = asks;
            return StepResult.Running;
        }

        private StepResult TestLamps(long nowMs)
        {
            long sinceMs = nowMs - _sinceMs;
            Red = sinceMs < SignalMs;
            Sounder = !Red && sinceMs < 2 * SignalMs;
            return Red || Sounder ? StepResult.Running : StepResult.Passed;
        }
    }
}

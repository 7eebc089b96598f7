using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
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

        /// <summary>How long each lamp and the buzzer are on.</summary>
        public const int SignalMs = 100;

        private readonly Max31856Chip _chip;
        private readonly Sampler _sampler;
        private readonly IReferenceThermometer _reference;
        private readonly EventQueue _events;
        private readonly ProofTest _proof;
        private readonly ChipImage _image = new ChipImage();
        private TestStep _step;
        private bool _isEntered;
        private long _sinceMs;

        /// <summary>A self-test that begins with its first step.</summary>
        public SelfTest(Max31856Chip chip, Sampler sampler, IReferenceThermometer reference, EventQueue events)
        {
            _chip = chip;
            _sampler = sampler;
            _reference = reference;
            _events = events;
            _proof = new ProofTest(chip, sampler, events);
        }

        /// <summary>True in the tick in which the last step passed.</summary>
        public bool HasPassed { get; private set; }

        /// <summary>True in the tick in which a step failed.</summary>
        public bool HasFailed { get; private set; }

        /// <summary>K1 is to be energised, with K2 holding the line open.</summary>
        public bool EnergisesK1 => _proof.EnergisesK1;

        /// <summary>HEARTBEAT is to toggle.</summary>
        public bool BeatsHeart => _proof.BeatsHeart;

        /// <summary>FAULT must stay low, so that K2 holds the line open.</summary>
        public bool HoldsFault => _proof.HoldsFault;

        /// <summary>Lamp green is tested.</summary>
        public bool Green { get; private set; }

        /// <summary>Lamp red is tested.</summary>
        public bool Red { get; private set; }

        /// <summary>The buzzer is tested.</summary>
        public bool Buzzer { get; private set; }

        /// <summary>One tick of the test.</summary>
        /// <param name="levels">The board's levels.</param>
        /// <param name="rows">Rows of the trip table that are true now.</param>
        /// <param name="armPressed">A press of ARM has lasted long enough in this tick.</param>
        /// <param name="tipCounts">The tip, 1/128 degC, or <see cref="Plausibility.Unknown"/>.</param>
        /// <param name="nowMs">The time.</param>
        public void Run(int levels, int rows, bool armPressed, int tipCounts, long nowMs)
        {
            bool entering = !_isEntered;
            if (entering) _sinceMs = nowMs;
            _isEntered = true;

            StepResult result = _step >= TestStep.K2
                ? RunProof(levels, rows, armPressed, tipCounts, nowMs)
                : RunStep(levels, entering, nowMs);
            if (result == StepResult.Running) return;

            bool passed = result == StepResult.Passed;
            _events.Post(EventKind.Test, (int)_step * 2 + (passed ? 1 : 0), tipCounts);
            HasFailed = !passed;
            HasPassed = passed && _step == TestStep.Restore;
            _step++;
            _isEntered = false;
        }

        private StepResult RunProof(int levels, int rows, bool armPressed, int tipCounts, long nowMs)
        {
            StepResult result = _proof.Run(levels, rows, armPressed, tipCounts, nowMs);
            _step = _proof.Step;
            return result;
        }

        private StepResult RunStep(int levels, bool entering, long nowMs)
        {
            switch (_step)
            {
                case TestStep.Mirrors:
                    return TestMirrors(levels, nowMs);
                case TestStep.Chip:
                    return TestChip();
                case TestStep.Binding:
                    return TestBinding(levels, entering, nowMs);
                case TestStep.Configuration:
                    return TestConfiguration(nowMs);
                case TestStep.Inputs:
                    return TestInputs(levels, nowMs);
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

        private StepResult TestBinding(int levels, bool entering, long nowMs)
        {
            if (entering)
            {
                _reference.Start();
                return StepResult.Running;
            }

            if ((levels & Levels.DataReady) != 0)
            {
                return nowMs - _sinceMs >= Limits.StaleFirstMs ? StepResult.Failed : StepResult.Running;
            }

            _chip.Read(_image);
            int difference = _reference.ReadTipCounts() - _image.TipCounts;
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
            _sampler.Configure(nowMs);
            _chip.Read(_image);
            return _chip.Configuration.Matches(_image) ? StepResult.Passed : StepResult.Failed;
        }

        private StepResult TestInputs(int levels, long nowMs)
        {
            if ((levels & Levels.Stop) != 0) return StepResult.Failed;
            if ((levels & Levels.Arm) != 0) return StepResult.Passed;
            return nowMs - _sinceMs > Limits.PressLongestMs ? StepResult.Failed : StepResult.Running;
        }

        private StepResult TestLamps(long nowMs)
        {
            long sinceMs = nowMs - _sinceMs;
            Green = sinceMs < SignalMs;
            Red = !Green && sinceMs < 2 * SignalMs;
            Buzzer = !Green && !Red && sinceMs < 3 * SignalMs;
            return Green || Red || Buzzer ? StepResult.Running : StepResult.Passed;
        }
    }
}

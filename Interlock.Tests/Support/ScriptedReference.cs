using Interlock.Drivers.Max31856;

namespace Interlock.Tests.Support
{
    /// <summary>A second decoder that is off by what a test says, and starts the chip as the stock binding does.</summary>
    public sealed class ScriptedReference : IReferenceThermometer
    {
        private readonly byte[] _mode = { Register.Configuration0 | Register.Write, 0x90 };
        private readonly byte[] _nothing = new byte[2];
        private readonly ScriptedChip _chip;

        /// <summary>A reference over the chip.</summary>
        public ScriptedReference(ScriptedChip chip)
        {
            _chip = chip;
        }

        /// <summary>How far it reads above our own decoder, 1/128 degC.</summary>
        public int OffsetCounts;

        /// <summary>How often it was started.</summary>
        public int Starts { get; private set; }

        /// <inheritdoc/>
        public void Start()
        {
            Starts++;
            _chip.Transfer(_mode, _nothing);
        }

        /// <inheritdoc/>
        public int ReadTipCounts()
        {
            int raw = (sbyte)_chip.Holds(Register.Thermocouple) << 16 | _chip.Holds(Register.Thermocouple + 1) << 8 | _chip.Holds(Register.Thermocouple + 2);
            return (raw >> 5) + OffsetCounts;
        }
    }
}

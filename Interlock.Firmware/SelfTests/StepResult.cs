namespace Interlock.Firmware.SelfTests
{
    /// <summary>What a tick of the self-test came to.</summary>
    public enum StepResult
    {
        /// <summary>Not finished.</summary>
        Running,

        /// <summary>The step passed.</summary>
        Passed,

        /// <summary>The step failed; the box locks itself out.</summary>
        Failed,
    }
}

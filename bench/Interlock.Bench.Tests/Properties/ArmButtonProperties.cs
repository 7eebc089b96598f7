using FsCheck;
using FsCheck.Fluent;
using Interlock.Firmware.States;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Properties;

/// <summary>ARM's presses against a model that keeps when ARM went down and nothing else.</summary>
[TestClass]
public class ArmButtonProperties
{
    [TestMethod]
    public void Any_sequence_of_levels_and_times_makes_the_presses_that_a_naive_model_makes()
    {
        Gen<(bool Down, int SpanMs)> samples = Gen.Elements(true, true, false).Zip(Gen.Elements(1, 49, 50, 50, 50, 51, 1000, 4950, 5000, 5001));
        Holds.ForSequences(samples, sequence =>
        {
            ArmButton button = new();
            long nowMs = 0;
            long? downSinceMs = null;
            bool hasCounted = false;
            foreach ((bool down, int spanMs) in sequence)
            {
                nowMs += spanMs;
                button.Sample(down, nowMs);

                bool began = down && downSinceMs is null;
                if (began) (downSinceMs, hasCounted) = (nowMs, false);
                long heldMs = nowMs - (downSinceMs ?? nowMs);
                bool pressed = down && !hasCounted && heldMs >= 50;
                hasCounted |= pressed;
                bool letGo = !down && downSinceMs is not null && hasCounted;
                if (!down) downSinceMs = null;

                Assert.AreEqual((began, pressed, letGo && heldMs <= 5000, letGo && heldMs > 5000), (button.Began, button.Pressed, button.Clicked, button.HeldTooLong), $"at {nowMs} ms");
            }
        });
    }
}

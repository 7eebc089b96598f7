using System.Linq;
using System.Text;
using Interlock.Firmware.Telemetry;
using Interlock.Station.Report;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Report;

/// <summary>The report has words for every word that the firmware can say.</summary>
[TestClass]
public class MeaningsTests
{
    [TestMethod]
    public void Every_reason_has_a_meaning()
    {
        foreach (string reason in Words.Reasons.Select(Text)) Assert.AreNotEqual(reason, Meanings.OfReason(reason));
    }

    [TestMethod]
    public void Every_step_of_the_self_test_has_a_meaning()
    {
        foreach (string step in Words.Steps.Select(Text)) Assert.AreNotEqual(step, Meanings.OfStep(step));
        Assert.AreEqual(Words.Steps.Length, Meanings.Steps);
    }

    [TestMethod]
    public void Every_event_has_a_meaning()
    {
        foreach (string name in Words.Events.Select(Text).Select(text => text.Split(' ')[1]["ev=".Length..]))
        {
            Assert.AreNotEqual(name, Meanings.OfEvent(new LogEvent(1, 0, name, string.Empty, null)));
        }
    }

    private static string Text(byte[] word) => Encoding.ASCII.GetString(word);
}

using Interlock.Bench.Cli;
using Interlock.Log;
using Interlock.Tissue;

namespace Interlock.Bench.Tests.Tissue;

[TestClass]
public class TissueOptionTests
{
    [TestMethod]
    public void An_ablation_is_read_in_any_order_and_the_absorbed_share_has_a_default()
    {
        Assert.AreEqual(new AblationPlan { Watts = 30.5, ForamenMillimetres = 15.0, Seconds = 182.0 }, TissueOption.Parse("watts=30.5,mm=15,seconds=182"));
        Assert.AreEqual(new AblationPlan { Watts = 60.0, ForamenMillimetres = 10.0, Seconds = 30.0, AbsorbedShare = 0.5 }, TissueOption.Parse("eta=0.5,seconds=30,watts=60,mm=10"));
    }

    [TestMethod]
    [DataRow("", "--tissue: expected watts=30,mm=15,seconds=182[,eta=0.4], found ''")]
    [DataRow("watts=30,mm=15", "--tissue: expected watts=30,mm=15,seconds=182[,eta=0.4], found no seconds")]
    [DataRow("watts=30,mm=15,seconds=9,joules=4", "--tissue: expected watts=30,mm=15,seconds=182[,eta=0.4], found 'joules=4'")]
    [DataRow("watts=30,watts=40,mm=15,seconds=9", "--tissue: expected watts=30,mm=15,seconds=182[,eta=0.4], found watts twice")]
    [DataRow("watts=hot,mm=15,seconds=9", "--tissue: expected watts from 0 to 200, found 'hot'")]
    [DataRow("watts=30,mm=1,seconds=9", "--tissue: expected mm from 2 to 50, found '1'")]
    [DataRow("watts=30,mm=15,seconds=0", "--tissue: expected seconds from 1 to 3600, found '0'")]
    [DataRow("watts=30,mm=15,seconds=9,eta=1.5", "--tissue: expected eta from 0.05 to 1, found '1.5'")]
    [DataRow("watts=-30,mm=15,seconds=9", "--tissue: expected watts from 0 to 200, found '-30'")]
    public void What_is_no_ablation_is_told(string text, string message)
    {
        BadInputException problem = Assert.ThrowsExactly<BadInputException>(() => TissueOption.Parse(text));

        Assert.AreEqual(message, problem.Message);
    }
}

using Interlock.Bench.Cli;
using Interlock.Bench.Tests.Cli;

namespace Interlock.Bench.Tests.Watch;

[TestClass]
public sealed class WatchVerbTests : ConsoleFixture
{
    [TestMethod]
    [DataRow("watch", "watch: expected SOURCE or --virtual")]
    [DataRow("watch --virtual x.log", "watch: expected SOURCE or --virtual, not both")]
    [DataRow("watch --virtual --listen 10.0.0.1:8080", "--listen: expected --token")]
    [DataRow("watch --virtual --mqtt-tls", "--mqtt-tls: expected --mqtt")]
    [DataRow("watch --virtual --mqtt broker:99999", "--mqtt: expected HOST")]
    public void It_says_in_one_line_what_it_expects(string line, string expected)
    {
        Assert.AreEqual(ExitStatus.BadInput, ConsoleApp.Run(line.Split(' ')));

        Assert.StartsWith(expected, Error.ToString());
        Assert.HasCount(2, Error.ToString().Split('\n'));
    }
}

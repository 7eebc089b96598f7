using Interlock.Log;
using Interlock.Station.Sources;

namespace Interlock.Bench.Tests.Sources;

/// <summary>What a SOURCE on the command line is taken for.</summary>
[TestClass]
public class UartSourceTests
{
    [TestMethod]
    public void Each_kind_of_source_is_told_from_its_text()
    {
        string file = Path.GetTempFileName();

        Assert.IsInstanceOfType<StandardInputSource>(UartSource.Parse("-"));
        Assert.IsInstanceOfType<TcpSource>(UartSource.Parse("tcp:localhost:4000"));
        Assert.IsInstanceOfType<TcpSource>(UartSource.Parse("tcp:[::1]:65535"));
        Assert.IsInstanceOfType<FileSource>(UartSource.Parse(file));
        File.Delete(file);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void A_pseudo_terminal_is_a_serial_device()
    {
        using Interlock.Station.Sources.PseudoTerminal terminal = Interlock.Station.Sources.PseudoTerminal.Open();

        Assert.IsInstanceOfType<SerialSource>(UartSource.Parse(terminal.Name));
    }

    [TestMethod]
    [DataRow("nothing-there.log", "nothing-there.log: expected a serial device, an existing file, - or tcp:HOST:PORT")]
    [DataRow("tcp:", "SOURCE: expected tcp:HOST:PORT with a port from 1 to 65535, found 'tcp:'")]
    [DataRow("tcp:4000", "SOURCE: expected tcp:HOST:PORT with a port from 1 to 65535, found 'tcp:4000'")]
    [DataRow("tcp::4000", "SOURCE: expected tcp:HOST:PORT with a port from 1 to 65535, found 'tcp::4000'")]
    [DataRow("tcp:box:0", "SOURCE: expected tcp:HOST:PORT with a port from 1 to 65535, found 'tcp:box:0'")]
    [DataRow("tcp:box:65536", "SOURCE: expected tcp:HOST:PORT with a port from 1 to 65535, found 'tcp:box:65536'")]
    [DataRow("tcp:box:-1", "SOURCE: expected tcp:HOST:PORT with a port from 1 to 65535, found 'tcp:box:-1'")]
    public void What_is_no_source_is_one_line(string text, string message)
    {
        BadInputException e = Assert.ThrowsExactly<BadInputException>(() => UartSource.Parse(text));

        // Which ports there are is told behind it.
        StringAssert.StartsWith(e.Message, message);
    }

    [TestMethod]
    public void A_folder_is_no_source()
    {
        BadInputException e = Assert.ThrowsExactly<BadInputException>(() => UartSource.Parse(Path.GetTempPath()));

        StringAssert.EndsWith(e.Message, "expected a file or a serial device, found a folder");
    }

    [TestMethod]
    public void A_server_that_is_not_there_is_one_line()
    {
        IUartSource source = UartSource.Parse("tcp:localhost:1");

        BadInputException e = Assert.ThrowsExactly<BadInputException>(() => source.Open(default));

        StringAssert.StartsWith(e.Message, "tcp:localhost:1: expected a server that answers (");
        Assert.IsFalse(e.Message.Any(char.IsControl), e.Message);
    }
}

using System.IO.Ports;
using System.Text;
using nanoFramework.Hardware.Esp32;

namespace Interlock.VirtualBoard.Tests;

/// <summary>System.IO.Ports on the board's telemetry line.</summary>
[TestClass]
public class SerialPortTests
{
    private const double ByteUs = 10 * 1_000_000.0 / 115200;

    [TestMethod]
    public void BytesLeaveOneAfterTheOtherAtTheBaudRate()
    {
        Rig rig = new Rig();
        List<(long Us, byte Value)> sent = Listen(rig);
        SerialPort port = Rig.OpenPort();
        port.Write(Encoding.ASCII.GetBytes("xABCx"), 1, 3);
        long startUs = rig.Board.NowUs;
        Assert.IsEmpty(sent);
        Assert.AreEqual(125, rig.Board.UartBytesFree);
        rig.Advance(1);
        Assert.HasCount(3, sent);
        for (int i = 0; i < 3; i++)
        {
            Assert.AreEqual('A' + i, sent[i].Value);
            Assert.AreEqual((i + 1) * ByteUs, sent[i].Us - startUs, 1);
        }

        Assert.AreEqual(128, rig.Board.UartBytesFree);
    }

    [TestMethod]
    public void LongBurstsKeepTheBaudRate()
    {
        Rig rig = new Rig();
        List<(long Us, byte Value)> sent = Listen(rig);
        SerialPort port = Rig.OpenPort();
        port.Write(new byte[128], 0, 128);
        long startUs = rig.Board.NowUs;
        rig.Advance(20);
        Assert.AreEqual(128 * ByteUs, sent[127].Us - startUs, 1);
    }

    [TestMethod]
    public void TextAndLines()
    {
        Rig rig = new Rig();
        List<(long Us, byte Value)> sent = Listen(rig);
        SerialPort port = Rig.OpenPort();
        port.NewLine = "\r\n";
        port.Write("a");
        port.WriteLine("b");
        port.WriteByte((byte)'c');
        port.BaseStream.Write(new[] { (byte)'d' }, 0, 1);
        rig.Advance(10);
        Assert.AreEqual("ab\r\ncd", string.Concat(sent.ConvertAll(s => (char)s.Value)));
    }

    [TestMethod]
    public void AWriteThatFitsDoesntWait()
    {
        Rig rig = new Rig();
        SerialPort port = Rig.OpenPort();
        long startUs = rig.Board.NowUs;
        port.Write(new byte[128], 0, 128);
        Assert.AreEqual(20, rig.Board.NowUs - startUs);
        Assert.AreEqual(0, rig.Board.UartBytesFree);
    }

    [TestMethod]
    public void AWriteThatDoesntFitWaitsUntilItDoes()
    {
        Rig rig = new Rig();
        List<(long Us, byte Value)> sent = Listen(rig);
        SerialPort port = Rig.OpenPort();
        long startUs = rig.Board.NowUs;
        port.Write(new byte[200], 0, 200);
        Assert.AreEqual((72 * ByteUs) + 20, rig.Board.NowUs - startUs, 2);
        rig.Advance(50);
        Assert.HasCount(200, sent);
    }

    [TestMethod]
    public void AStalledTransmitterTimesTheWriteOut()
    {
        Rig rig = new Rig();
        List<(long Us, byte Value)> sent = Listen(rig);
        SerialPort port = Rig.OpenPort();
        port.WriteTimeout = 30;
        rig.Board.Inject(Fault.UartStall);
        port.Write(new byte[100], 0, 100);
        long startUs = rig.Board.NowUs;
        Assert.ThrowsExactly<TimeoutException>(() => port.Write(new byte[100], 0, 100));
        Assert.AreEqual(30_020, rig.Board.NowUs - startUs);
        rig.Advance(1000);
        Assert.IsEmpty(sent);
        Assert.AreEqual(0, rig.Board.UartBytesFree);

        rig.Board.Clear(Fault.UartStall);
        rig.Advance(100);
        Assert.HasCount(128, sent);
    }

    /// <summary>On the device such a call never returns. Here the board runs on long enough for its relays to let go.</summary>
    [TestMethod]
    public void AStalledTransmitterWithoutTimeoutIsReported()
    {
        Rig rig = new Rig();
        rig.CloseLine();
        Assert.IsTrue(rig.Board.LineClosed);
        SerialPort port = rig.Port!;
        rig.Board.Inject(Fault.UartStall);
        Assert.ThrowsExactly<BlockedForeverException>(() => port.Write(new byte[129], 0, 129));
        Assert.IsFalse(rig.Board.LineClosed);
    }

    [TestMethod]
    public void Com1CantBeOpened()
    {
        Board.Current = new Board(Rig.Quiet());
        Configuration.SetPinFunction(17, DeviceFunction.COM1_TX);
        Configuration.SetPinFunction(16, DeviceFunction.COM1_RX);
        SerialPort port = new SerialPort("COM1");
        Assert.ThrowsExactly<ArgumentException>(port.Open);
        Assert.IsFalse(port.IsOpen);
    }

    [TestMethod]
    public void BothPinsMustBeMapped()
    {
        Board.Current = new Board(Rig.Quiet());
        SerialPort port = new SerialPort("COM3", 115200);
        Assert.Throws<Exception>(port.Open);
        Configuration.SetPinFunction(17, DeviceFunction.COM3_TX);
        Assert.Throws<Exception>(port.Open);
        Configuration.SetPinFunction(16, DeviceFunction.COM3_RX);
        port.Open();
        Assert.IsTrue(port.IsOpen);
        Assert.ThrowsExactly<InvalidOperationException>(port.Open);
    }

    [TestMethod]
    public void APortExistsOnce()
    {
        Board.Current = new Board(Rig.Quiet());
        SerialPort port = new SerialPort("COM3");
        Assert.ThrowsExactly<ArgumentException>(() => new SerialPort("COM3"));
        port.Dispose();
        Assert.AreEqual("COM3", new SerialPort("COM3").PortName);
    }

    [TestMethod]
    public void OnlyTheTelemetryPinIsListenedTo()
    {
        Rig rig = new Rig();
        List<(long Us, byte Value)> sent = Listen(rig);
        Configuration.SetPinFunction(4, DeviceFunction.COM2_TX);
        Configuration.SetPinFunction(13, DeviceFunction.COM2_RX);
        SerialPort port = new SerialPort("COM2", 115200);
        port.Open();
        port.WriteByte(1);
        rig.Advance(10);
        Assert.IsEmpty(sent);
    }

    [TestMethod]
    public void NothingEverArrives()
    {
        Rig rig = new Rig();
        SerialPort port = Rig.OpenPort();
        port.ReadTimeout = 25;
        long startUs = rig.Board.NowUs;
        Assert.AreEqual(0, port.BytesToRead);
        Assert.AreEqual(string.Empty, port.ReadExisting());
        Assert.ThrowsExactly<TimeoutException>(() => port.Read(new byte[1], 0, 1));
        Assert.AreEqual(25_040, rig.Board.NowUs - startUs);
        Assert.ThrowsExactly<TimeoutException>(() => port.ReadByte());
        Assert.ThrowsExactly<TimeoutException>(() => port.ReadLine());
    }

    [TestMethod]
    public void AClosedPortThrows()
    {
        Rig rig = new Rig();
        SerialPort port = Rig.OpenPort();
        port.Close();
        Assert.ThrowsExactly<InvalidOperationException>(() => port.WriteByte(0));
        port.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(port.Open);
        Assert.AreEqual(128, rig.Board.UartBytesFree);
    }

    [TestMethod]
    public void SettingsAreChecked()
    {
        Rig rig = new Rig();
        SerialPort port = Rig.OpenPort();
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => port.BaudRate = 0);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => port.DataBits = 9);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => port.WriteTimeout = -2);
        Assert.ThrowsExactly<InvalidOperationException>(() => port.WriteBufferSize = 512);
        Assert.ThrowsExactly<ArgumentException>(() => port.NewLine = string.Empty);
        Assert.ThrowsExactly<ArgumentException>(() => port.Write(new byte[4], 2, 3));
        Assert.ThrowsExactly<InvalidOperationException>(() => port.Write(new byte[4], 0, 5));
        Assert.AreEqual(128, rig.Board.UartBytesFree);
    }

    [TestMethod]
    [DataRow(8, Parity.None, StopBits.One, 10.0)]
    [DataRow(7, Parity.Even, StopBits.Two, 11.0)]
    [DataRow(8, Parity.None, StopBits.OnePointFive, 10.5)]
    public void TheFrameDecidesHowLongAByteTakes(int dataBits, Parity parity, StopBits stopBits, double bits)
    {
        Rig rig = new Rig();
        List<(long Us, byte Value)> sent = Listen(rig);
        SerialPort port = new SerialPort("COM3", 9600, parity, dataBits, stopBits);
        port.Open();
        port.WriteByte(0x55);
        long startUs = rig.Board.NowUs;
        rig.Advance(10);
        Assert.AreEqual(bits * 1_000_000 / 9600, sent[0].Us - startUs, 1);
    }

    private static List<(long Us, byte Value)> Listen(Rig rig)
    {
        List<(long Us, byte Value)> sent = new List<(long Us, byte Value)>();
        rig.Board.UartByte += (us, value) => sent.Add((us, value));
        return sent;
    }
}

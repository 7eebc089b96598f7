using System.Device.Gpio;
using System.IO.Ports;

namespace Interlock.VirtualBoard.Tests;

/// <summary>System.Device.Gpio as on an ESP32.</summary>
[TestClass]
public class GpioTests
{
    [TestMethod]
    public void OpeningAnOpenPinThrows()
    {
        Rig rig = new Rig();
        GpioPin pin = rig.Gpio.OpenPin(12, PinMode.Output);
        Assert.ThrowsExactly<InvalidOperationException>(() => rig.Gpio.OpenPin(12));
        pin.Dispose();
        Assert.IsFalse(rig.Gpio.IsPinOpen(12));
        Assert.AreEqual(12, rig.Gpio.OpenPin(12).PinNumber);
    }

    [TestMethod]
    [DataRow(34)]
    [DataRow(35)]
    [DataRow(36)]
    [DataRow(39)]
    public void InputOnlyPinsCantBeOutputs(int gpio)
    {
        Rig rig = new Rig();
        Assert.IsFalse(rig.Gpio.IsPinModeSupported(gpio, PinMode.Output));
        Assert.ThrowsExactly<ArgumentException>(() => rig.Gpio.OpenPin(gpio, PinMode.Output));
        Assert.AreEqual(PinMode.InputPullUp, rig.Gpio.OpenPin(gpio, PinMode.InputPullUp).GetPinMode());
    }

    [TestMethod]
    [DataRow(6)]
    [DataRow(11)]
    [DataRow(24)]
    [DataRow(28)]
    [DataRow(31)]
    [DataRow(40)]
    [DataRow(-1)]
    public void SomePinsCantBeOpened(int gpio)
    {
        Rig rig = new Rig();
        Assert.ThrowsExactly<InvalidOperationException>(() => rig.Gpio.OpenPin(gpio));
    }

    [TestMethod]
    public void InputsReadTheBoard()
    {
        Rig rig = new Rig();
        Assert.AreEqual(PinValue.High, rig.Gpio.OpenPin(Rig.DataReady, PinMode.Input).Read());
        Assert.AreEqual(PinValue.High, rig.Gpio.OpenPin(Rig.FaultPin, PinMode.Input).Read());
        Assert.AreEqual(PinValue.Low, rig.Gpio.OpenPin(Rig.MirrorK1, PinMode.Input).Read(), "released, so its mirror is closed");
        Assert.AreEqual(PinValue.Low, rig.Gpio.OpenPin(Rig.MirrorK2, PinMode.Input).Read());
        Assert.AreEqual(PinValue.Low, rig.Gpio.OpenPin(Rig.Stop, PinMode.Input).Read());
        Assert.AreEqual(PinValue.High, rig.Gpio.OpenPin(Rig.Arm, PinMode.Input).Read());
        Assert.AreEqual(PinValue.High, rig.Gpio.OpenPin(16, PinMode.Input).Read(), "RX is tied high");
    }

    [TestMethod]
    [DataRow(PinMode.InputPullUp, true)]
    [DataRow(PinMode.InputPullDown, false)]
    public void PullsDecideOnAFreePin(PinMode mode, bool level)
    {
        Rig rig = new Rig();
        Assert.AreEqual((PinValue)level, rig.Gpio.OpenPin(12, mode).Read());
    }

    [TestMethod]
    public void OutputsDriveTheirPinAndReadLow()
    {
        Rig rig = new Rig();
        GpioPin lamp = rig.Gpio.OpenPin(12, PinMode.Output);
        Assert.IsFalse(rig.Board.PinLevel(12));
        lamp.Write(PinValue.High);
        Assert.IsTrue(rig.Board.PinLevel(12));
        Assert.AreEqual(PinValue.Low, lamp.Read(), "the ESP32's input buffer is off in an output mode");
        lamp.Toggle();
        Assert.IsFalse(rig.Board.PinLevel(12));
        lamp.Toggle();
        Assert.IsTrue(rig.Board.PinLevel(12));
    }

    [TestMethod]
    public void RedIsDarkOnlyWhileDrivenLowAndTheSounderSoundsWhileDrivenHigh()
    {
        Rig rig = new Rig();
        Assert.IsTrue(rig.Board.LampRed, "a pin that nobody drives");
        GpioPin red = rig.Gpio.OpenPin(22, PinMode.Output);
        Assert.IsFalse(rig.Board.LampRed);
        red.Write(PinValue.High);
        Assert.IsTrue(rig.Board.LampRed);
        Assert.IsFalse(rig.Board.Sounder);
        rig.Gpio.OpenPin(27, PinMode.Output).Write(PinValue.High);
        Assert.IsTrue(rig.Board.Sounder);
    }

    [TestMethod]
    public void InputsCantBeWrittenAndIgnoreToggle()
    {
        Rig rig = new Rig();
        GpioPin pin = rig.Gpio.OpenPin(12, PinMode.InputPullDown);
        Assert.ThrowsExactly<ArgumentException>(() => pin.Write(PinValue.High));
        pin.Toggle();
        Assert.IsFalse(rig.Board.PinLevel(12));
    }

    /// <summary>First the pull-up is on, which the external pull-downs of ENABLE and HEARTBEAT win against; then the driver, with the old latch.</summary>
    [TestMethod]
    [DataRow(Rig.Enable, false)]
    [DataRow(Rig.Heartbeat, false)]
    [DataRow(21, true)]
    public void OpeningAnOutputShowsThePullUpForAMoment(int gpio, bool glitch)
    {
        Rig rig = new Rig(WithoutCallCosts());
        Assert.AreEqual(glitch, LevelWhileOpening(rig, gpio, afterUs: 1));
        Assert.IsFalse(rig.Board.PinLevel(gpio));
    }

    [TestMethod]
    public void ReopeningShowsTheOldLatchForAMoment()
    {
        Rig rig = new Rig(WithoutCallCosts());
        GpioPin enable = rig.Gpio.OpenPin(Rig.Enable, PinMode.Output);
        enable.Write(PinValue.High);
        enable.Dispose();
        Assert.IsFalse(rig.Board.PinLevel(Rig.Enable), "pulled down");
        Assert.IsTrue(LevelWhileOpening(rig, Rig.Enable, afterUs: 2));
        Assert.IsFalse(rig.Board.PinLevel(Rig.Enable));
    }

    [TestMethod]
    public void ACallCostsTimeSoThatPollingEnds()
    {
        Rig rig = new Rig();
        rig.StartAutomatic();
        GpioPin ready = rig.Gpio.OpenPin(Rig.DataReady, PinMode.Input);
        while (ready.Read() == PinValue.High)
        {
        }

        Assert.AreEqual(1, rig.Chip.Conversions);
    }

    [TestMethod]
    public void ListenersHearOfChanges()
    {
        Rig rig = new Rig();
        GpioPin ready = rig.Gpio.OpenPin(Rig.DataReady, PinMode.Input);
        List<PinEventTypes> heard = new List<PinEventTypes>();
        PinValueChangedEventHandler listener = (_, e) =>
        {
            heard.Add(e.ChangeType);
            if (e.ChangeType == PinEventTypes.Falling)
            {
                rig.ReadAll();
            }
        };
        ready.ValueChanged += listener;
        rig.StartAutomatic();
        rig.Advance(300);
        Assert.AreEqual(2, rig.Chip.Conversions);
        CollectionAssert.AreEqual(
            new[] { PinEventTypes.Falling, PinEventTypes.Rising, PinEventTypes.Falling, PinEventTypes.Rising },
            heard);

        ready.ValueChanged -= listener;
        rig.Advance(300);
        Assert.HasCount(4, heard);
    }

    [TestMethod]
    public void ControllerCallbacksFilterByEdge()
    {
        Rig rig = new Rig();
        rig.Gpio.OpenPin(Rig.MirrorK2, PinMode.Input);
        int rising = 0;
        PinChangeEventHandler callback = (_, _) => rising++;
        rig.Gpio.RegisterCallbackForPinValueChangedEvent(Rig.MirrorK2, PinEventTypes.Rising, callback);
        rig.ClickArm();
        Assert.IsGreaterThan(0, rising);
        rig.Gpio.UnregisterCallbackForPinValueChangedEvent(Rig.MirrorK2, callback);
        int before = rising;
        rig.Board.PressStop(true);
        rig.Advance(100);
        rig.Board.PressStop(false);
        rig.Advance(100);
        Assert.AreEqual(before, rising);
    }

    [TestMethod]
    public void TheControllerFindsPinsByNumber()
    {
        Rig rig = new Rig();
        rig.Gpio.OpenPin(12, PinMode.Output);
        rig.Gpio.Write(12, PinValue.High);
        Assert.IsTrue(rig.Board.LampRed);
        Assert.AreEqual(PinMode.Output, rig.Gpio.GetPinMode(12));
        rig.Gpio.SetPinMode(12, PinMode.Input);
        Assert.AreEqual(PinValue.Low, rig.Gpio.Read(12));
        rig.Gpio.ClosePin(12);
        Assert.ThrowsExactly<InvalidOperationException>(() => rig.Gpio.Read(12));
    }

    [TestMethod]
    public void DisposingTheControllerClosesItsPins()
    {
        Rig rig = new Rig();
        GpioPin lamp = rig.Gpio.OpenPin(12, PinMode.Output);
        lamp.Write(PinValue.High);
        rig.Gpio.Dispose();
        Assert.IsFalse(rig.Board.PinLevel(12));
        Assert.ThrowsExactly<ObjectDisposedException>(() => lamp.Write(PinValue.High));
    }

    private static BoardOptions WithoutCallCosts()
    {
        BoardOptions options = Rig.Quiet();
        options.GpioCallUs = 0;
        options.SerialCallUs = 0;
        return options;
    }

    /// <summary>The level that many microseconds into the opening: a byte whose stop bit leaves just then is the occasion to look.</summary>
    private static bool LevelWhileOpening(Rig rig, int gpio, long afterUs)
    {
        const int ByteUs = 100;
        using SerialPort port = new SerialPort("COM3", 100_000);
        port.Open();
        bool? level = null;
        rig.Board.UartByte += (_, _) => level = rig.Board.PinLevel(gpio);
        port.WriteByte(0);
        rig.Board.AdvanceTo(rig.Board.NowUs + ByteUs - afterUs);
        rig.Gpio.OpenPin(gpio, PinMode.Output);
        Assert.IsNotNull(level);
        return level.Value;
    }
}

using Interlock.Drivers.Board;
using Interlock.VirtualBoard;
using Interlock.VirtualBoard.Tests;

namespace Interlock.Bench.Tests.Simulation;

/// <summary>The board's pins as the firmware reads them, one after the other.</summary>
[TestClass]
public class GpioBoardTests
{
    private const int LooksUs = 60;

    /// <summary>
    /// FAULT and DRDY fall in the same microsecond, at the end of a conversion, while a look takes some for each pin. A look that
    /// is split by it may miss the fault, and sees it next time; a fault without its conversion would be read, and the
    /// conversion swallowed.
    /// </summary>
    [TestMethod]
    public void A_look_never_sees_a_fault_without_the_conversion_that_brought_it()
    {
        long endUs = EndOfConversionUs();
        int split = 0;
        for (long beforeUs = -1; beforeUs <= LooksUs; beforeUs++)
        {
            Rig rig = Hot();
            GpioBoard board = new(rig.Gpio, hasSecondProbe: false);
            rig.Board.AdvanceTo(endUs - beforeUs);
            int levels = board.ReadLevels();
            bool isFault = (levels & Levels.Fault) == 0;
            bool isConversion = (levels & Levels.DataReady) == 0;
            Assert.IsTrue(isConversion || !isFault, $"a look that begins {beforeUs} us before the end of the conversion");
            if (isConversion && !isFault) split++;
        }

        Assert.IsGreaterThan(0, split, "the conversion ended between the two looks");
    }

    private static long EndOfConversionUs()
    {
        Rig rig = Hot();
        _ = new GpioBoard(rig.Gpio, hasSecondProbe: false);
        while (rig.Board.PinLevel(Rig.FaultPin)) rig.Board.AdvanceTo(rig.Board.NowUs + 1);
        return rig.Board.NowUs;
    }

    /// <summary>A chip with our thresholds that is about to measure 46 degC.</summary>
    private static Rig Hot()
    {
        Rig rig = new(Rig.Quiet(tipCelsius: 46));
        rig.Write(0x05, 0x02, 0xCF);
        rig.StartAutomatic(0x95);
        return rig;
    }
}

using System.Text;
using Interlock.Bench.Cli;

namespace Interlock.Bench.Tests.Cli;

/// <summary><c>import</c>: what other loggers write as a trace, and what can't be told refused.</summary>
[TestClass]
[DoNotParallelize]
public class ImportVerbTests : ConsoleFixture
{
    [TestMethod]
    [DataRow("Time,Channel 1 (degC)\n10:05:00,37.00\n10:05:01,37.5\n", "0,37.00|1,37.50")]
    [DataRow("timestamp,probe_F\n2026-11-20T10:05:00Z,98.6\n2026-11-20T10:05:00.5Z,99.5\n", "0,37.00|0.5,37.50")]
    [DataRow("Zeit;Temperatur (°C)\r\n0,00;37,00\r\n0,50;37,25\r\n", "0,37.00|0.5,37.25")]
    [DataRow("T [K],Time (ms)\n310.15,100\n311.15,350\n", "0,37.00|0.25,38.00")]
    [DataRow("Time\tChannel 1\nSeconds\t°C\n0\t37\n1\t38\n", "0,37.00|1,38.00")]
    [DataRow("Date:20.11.2026\tUnit:F\tCHARGE:00:01\nTime1\tTime2\tBT\tEvent\n00:59\t\t98.6\t\n01:00\t\t99.5\tDry\n", "0,37.00|1,37.50")]
    [DataRow("LabVIEW Measurement\nSeparator\tTab\n***End_of_Header***\n\nChannels\t1\nY_Unit_Label\tDeg C\n***End_of_Header***\nX_Value\tTip\tComment\n0.0\t37.0\n0.5\t38.0\n", "0,37.00|0.5,38.00")]
    [DataRow("Time,Tip (C)\n11:59:59 PM,37\n12:00:00 AM,38\n", "0,37.00|1,38.00")]
    [DataRow("Date,Time,Tip (C)\n11/30/2026,11:59:59 PM,37\n12/01/2026,12:00:00 AM,38\n", "0,37.00|1,38.00")]
    public void Each_form_of_time_unit_and_delimiter_is_read(string text, string rows)
    {
        Assert.AreEqual(ExitStatus.Done, Import(text), Error.ToString());
        Assert.AreEqual("t_s,tc_c|" + rows, Trace());
    }

    [TestMethod]
    public void Marks_become_open_and_are_counted_aloud()
    {
        Assert.AreEqual(ExitStatus.Done, Import("Time (s),Tip (C)\n0,37\n1,****\n2,OL\n3,\n4,****\n"), Error.ToString());

        Assert.AreEqual("t_s,tc_c|0,37.00|1,open|2,open|3,open|4,open", Trace());
        StringAssert.Contains(Error.ToString(), "4 without a reading became open (1 of nothing, 2 of '****', 1 of 'OL')");
    }

    [TestMethod]
    public void Two_columns_of_temperatures_are_two_probes_in_their_order_and_named()
    {
        Assert.AreEqual(ExitStatus.Done, Import("Date,Time,T1 [C],T2 [C]\n2026-11-20,10:05:00,37.00,36.90\n2026-11-20,10:05:01,38,37\n"), Error.ToString());

        Assert.AreEqual("t_s,tc_c,tc2_c|0,37.00,36.90|1,38.00,37.00", Trace());
        StringAssert.Contains(Error.ToString(), "tc_c: 'T1 [C]', Celsius by its header");
        StringAssert.Contains(Error.ToString(), "tc2_c: 'T2 [C]', Celsius by its header");
    }

    [TestMethod]
    [DataRow("t,T\n0,310.15\n1,310.2\n", "expected the unit of 'T' in its header, or --unit C, F or K")]
    [DataRow("t,Probe C\n0,310.15\n1,310.2\n", "expected the unit of 'Probe C' in its header, or --unit C, F or K")]
    [DataRow("t,Type (K)\n0,37\n1,38\n", "--unit C, F or K says what they are")]
    [DataRow("t,T (C)\n0,00,37,00\n1,00,37,50\n", "columns need a semicolon or a tab between")]
    [DataRow("t,T (C)\n0,37\n1,warm\n", "expected a temperature or a mark for none (****, OL), found 'warm'")]
    [DataRow("t,T (C)\n0,37\n0,38\n", "expected a time after the row before, found '0'")]
    [DataRow("t,A (C),B (C),D (C)\n0,37,37,37\n1,37,37,37\n", "expected one or two columns of temperatures, found 'A (C)', 'B (C)', 'D (C)'")]
    [DataRow("nothing of this is a table\n", "expected columns with a tab, a semicolon, a bar or a comma between")]
    [DataRow("", "expected columns with a tab, a semicolon, a bar or a comma between")]
    public void What_can_t_be_told_is_refused_in_one_line_and_nothing_is_written(string text, string message)
    {
        Assert.AreEqual(ExitStatus.BadInput, Import(text));

        StringAssert.EndsWith(Error.ToString().TrimEnd(), message);
        Assert.AreEqual(1, Error.ToString().Count(c => c == '\n'));
        Assert.IsFalse(File.Exists(At("t.csv")));
    }

    [TestMethod]
    public void The_option_says_the_unit()
    {
        Assert.AreEqual(ExitStatus.Done, Import("t,T\n0,310.15\n1,310.65\n", "--unit", "K"), Error.ToString());
        Assert.AreEqual("t_s,tc_c|0,37.00|1,37.50", Trace());
    }

    [TestMethod]
    public void Run_says_what_import_would_do()
    {
        File.WriteAllText(At("logger.csv"), "Time,Tip (degF)\n10:05:00,98.6\n10:05:01,99.5\n");

        Assert.AreEqual(ExitStatus.BadInput, ConsoleApp.Run(["run", "--trace", At("logger.csv")]));
        StringAssert.EndsWith(Error.ToString().TrimEnd(), "; import would read t_s: 'Time', 0 at 10:05:00; tc_c: 'Tip (degF)', Fahrenheit by its header");
    }

    private int Import(string text, params string[] options)
    {
        File.WriteAllText(At("logger.txt"), text, Encoding.UTF8);
        return ConsoleApp.Run(["import", At("logger.txt"), "-o", At("t.csv"), .. options]);
    }

    private string Trace() => string.Join('|', File.ReadAllLines(At("t.csv")));
}

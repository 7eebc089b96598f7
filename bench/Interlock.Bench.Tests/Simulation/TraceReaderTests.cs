using Interlock.Log;
using Interlock.Proofs.Simulation;

namespace Interlock.Bench.Tests.Simulation;

[TestClass]
public class TraceReaderTests
{
    [TestMethod]
    public void The_tip_is_interpolated_between_rows_and_held_before_and_after()
    {
        Trace trace = Read("t_s,tc_c,cj_c\n1,37,25\n2,38,26\n");

        Assert.AreEqual(37.0, trace.Tip(0));
        Assert.AreEqual(37.25, trace.Tip(1_250_000), 1e-9);
        Assert.AreEqual(25.25, trace.ColdJunction(1_250_000), 1e-9);
        Assert.AreEqual(38.0, trace.Tip(9_000_000));
        Assert.AreEqual(2.0, trace.EndSeconds);
    }

    [TestMethod]
    public void An_open_wire_holds_until_the_next_row()
    {
        Trace trace = Read("t_s,tc_c\n0,37\n1,open\n2,38\n");

        Assert.AreEqual(37.0, trace.Tip(999_000));
        Assert.AreEqual(double.NaN, trace.Tip(1_000_000));
        Assert.AreEqual(double.NaN, trace.Tip(1_999_000));
        Assert.AreEqual(38.0, trace.Tip(2_000_000));
    }

    [TestMethod]
    [DataRow("t_s,tc_c,tc2_c\n0,37,38\n2,39,open\n", 25.0, 25.0)]
    [DataRow("t_s,tc_c,tc2_c,cj2_c\n0,37,38,26\n2,39,open,26\n", 25.0, 26.0)]
    [DataRow("t_s,tc_c,cj_c,tc2_c\n0,37,24,38\n2,39,24,open\n", 24.0, 24.0)]
    [DataRow("t_s,tc_c,cj_c,tc2_c,cj2_c\n0,37,24,38,26\n2,39,24,open,26\n", 24.0, 26.0)]
    public void A_second_probe_has_columns_of_its_own(string text, double coldJunction, double secondColdJunction)
    {
        Trace trace = Read(text);

        Assert.IsTrue(trace.HasSecondTip);
        Assert.AreEqual(38.0, trace.Tip(1_000_000));
        Assert.AreEqual(38.0, trace.SecondTip(1_000_000));
        Assert.AreEqual(double.NaN, trace.SecondTip(2_000_000));
        Assert.AreEqual(coldJunction, trace.ColdJunction(1_000_000));
        Assert.AreEqual(secondColdJunction, trace.SecondColdJunction(1_000_000));
    }

    [TestMethod]
    public void A_trace_without_a_second_tip_has_the_first_one_s_course_for_it()
    {
        Trace trace = Read("t_s,tc_c,cj_c\n0,37,24\n2,39,26\n");

        Assert.IsFalse(trace.HasSecondTip);
        Assert.AreEqual(38.0, trace.SecondTip(1_000_000));
        Assert.AreEqual(25.0, trace.SecondColdJunction(1_000_000));
    }

    [TestMethod]
    [DataRow("T_S, TC_C\n 0 , 37.5\n1 ,OPEN\n2, 38\n", DisplayName = "blanks and upper case")]
    [DataRow("t_s;tc_c\r\n0,0;37,5\r\n1;open\r\n2;38,0\r\n", DisplayName = "semicolons and decimal commas")]
    public void What_a_spreadsheet_makes_of_a_trace_is_read(string text)
    {
        Trace trace = Read(text);

        Assert.AreEqual(37.5, trace.Tip(500_000));
        Assert.AreEqual(double.NaN, trace.Tip(1_500_000));
        Assert.AreEqual(38.0, trace.Tip(2_000_000));
    }

    [TestMethod]
    [DataRow("", "trace.csv:1: expected the header t_s,tc_c or t_s,tc_c,cj_c, and tc2_c or tc2_c,cj2_c behind it for a second probe")]
    [DataRow("time,temp\n0,37\n", "trace.csv:1: expected the header t_s,tc_c or t_s,tc_c,cj_c, and tc2_c or tc2_c,cj2_c behind it for a second probe, found 'time,temp'")]
    [DataRow("t_s,tc_c\n", "trace.csv:2: expected at least one row of data")]
    [DataRow("t_s,tc_c\n0,37\n0,38\n", "trace.csv:3: expected a time after 0 s, found '0'")]
    [DataRow("t_s,tc_c\n1,37\n0.5,38\n", "trace.csv:3: expected a time after 1 s, found '0.5'")]
    [DataRow("t_s,tc_c\n0,warm\n", "trace.csv:2: expected a temperature in degC or 'open', found 'warm'")]
    [DataRow("t_s,tc_c\nzero,37\n", "trace.csv:2: expected a time in seconds, found 'zero'")]
    [DataRow("t_s,tc_c\n0,37,5\n", "trace.csv:2: expected 2 values, found 3; with decimal commas the columns need semicolons between")]
    [DataRow("t_s;tc_c\n0;37,000.5\n", "trace.csv:2: expected a temperature in degC or 'open', found '37,000.5'")]
    [DataRow("t_s,tc_c,cj_c\n0,37\n", "trace.csv:2: expected 3 values, found 2")]
    [DataRow("t_s,tc_c,cj2_c\n0,37,25\n", "trace.csv:1: expected the header t_s,tc_c or t_s,tc_c,cj_c, and tc2_c or tc2_c,cj2_c behind it for a second probe, found 't_s,tc_c,cj2_c'")]
    [DataRow("t_s,tc_c,tc2_c\n0,37,cold\n", "trace.csv:2: expected a temperature in degC or 'open', found 'cold'")]
    [DataRow("t_s,tc_c,tc2_c,cj2_c\n0,37,37,open\n", "trace.csv:2: expected a cold-junction temperature in degC, found 'open'")]
    [DataRow("t_s,tc_c\n0,nan\n", "trace.csv:2: expected a temperature in degC or 'open', found 'nan'")]
    [DataRow("t_s,tc_c\n0,1e9\n", "trace.csv:2: expected a temperature in degC or 'open' from -270 to 1372, found '1e9'")]
    public void What_is_no_trace_is_told_by_file_line_and_expectation(string text, string message)
    {
        BadInputException problem = Assert.ThrowsExactly<BadInputException>(() => Read(text));

        Assert.AreEqual(message, problem.Message);
    }

    private static Trace Read(string text) => TraceReader.Read(new StringReader(text), "trace.csv");
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Telemetry;
using Interlock.Log;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Logs;

/// <summary>The words of the PC side against the firmware's own bytes: every word that it can say is known, with a sentence.</summary>
[TestClass]
public partial class ProtocolTests
{
    [TestMethod]
    public void Every_reason_has_a_meaning()
    {
        foreach (string reason in Words.OwnReasons.Select(Text).Concat(Enumerable.Range(0, TripTable.Count).Select(row => TripTable.Described(row).Word))) Assert.AreNotEqual(reason, Meanings.OfReason(reason).Sentence);
    }

    [TestMethod]
    public void Every_step_of_the_self_test_has_a_meaning_in_the_firmware_s_order() =>
        CollectionAssert.AreEqual(Words.Steps.Select(Text).ToArray(), Meanings.Steps.ToArray());

    [TestMethod]
    public void Every_event_has_a_meaning()
    {
        foreach (string name in Words.Events.Select(Text).Select(text => text.Split(' ')[1]["ev=".Length..])) Assert.AreNotEqual(name, Meanings.OfEvent(name).Sentence);
    }

    [TestMethod]
    public void Every_state_is_known() =>
        CollectionAssert.AreEqual(Words.States.Select(word => Text(word)[" st=".Length..]).ToArray(), StateName.All.ToArray());

    [TestMethod]
    public void Every_type_of_line_and_every_key_of_the_firmware_is_known()
    {
        HashSet<string> types = [.. Constants(typeof(LineType))];
        HashSet<string> keys = [.. Constants(typeof(Key))];
        foreach (string text in FirmwareTexts())
        {
            foreach (Match type in Types().Matches(text)) Assert.Contains(type.Groups[1].Value, types);
            foreach (Match key in Keys().Matches(text)) Assert.Contains(key.Groups[1].Value, keys);
        }
    }

    [TestMethod]
    public void What_stands_for_a_box_that_told_nothing_are_the_firmware_s_numbers()
    {
        BoxSettings usual = new(null);

        CollectionAssert.AreEqual(
            (double[])[
                Celsius(Limits.LimitCounts), Celsius(Limits.FloorCounts), Celsius(Limits.WarnHighCounts), Celsius(Limits.WarnLowCounts),
                Celsius(Limits.WarnHysteresisCounts), Celsius(Limits.ArmLowestCounts), Limits.PermittedMs, Limits.CementWaitMs, Limits.SampleMs, Limits.StatisticsMs,
            ],
            (double[])[
                usual.LimitCelsius, usual.FloorCelsius, BoxSettings.WarnHighCelsius, BoxSettings.WarnLowCelsius,
                BoxSettings.WarnHysteresisCelsius, BoxSettings.LeavesLesionBelowCelsius, usual.Longest.TotalMilliseconds, usual.CementWait.TotalMilliseconds, BoxSettings.SampleMs, BoxSettings.StatisticsMs,
            ]);

        static double Celsius(int counts) => counts / (double)Limits.CountsPerDegree;
    }

    [TestMethod]
    public void Whoever_is_told_of_something_to_do_is_told_what()
    {
        foreach (string cause in Meanings.Causes) Assert.AreNotEqual(string.Empty, Meanings.OfReason(cause).NextStep, cause);
        foreach (string name in Meanings.Events.Where(name => Meanings.OfEvent(name).Severity == Severity.Emergency)) Assert.AreNotEqual(string.Empty, Meanings.OfEvent(name).NextStep, name);
    }

    [TestMethod]
    public void A_word_that_is_not_known_stays_as_it_is()
    {
        Assert.AreEqual("NEW_WORD", Meanings.OfReason("NEW_WORD").Sentence);
        Assert.AreEqual("NEW_WORD", Meanings.OfEvent("NEW_WORD").Sentence);
        Assert.AreEqual("NEW_WORD", Meanings.OfStep("NEW_WORD"));
    }

    private static IEnumerable<string> FirmwareTexts() => typeof(Words).GetFields(BindingFlags.Public | BindingFlags.Static).SelectMany(field => field.GetValue(null) switch
    {
        byte[] word => [Text(word)],
        byte[][] words => words.Select(Text),
        _ => (IEnumerable<string>)[],
    });

    private static IEnumerable<string> Constants(Type type) => type.GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);

    private static string Text(byte[] word) => Encoding.ASCII.GetString(word);

    [GeneratedRegex(@"\$(\w+)")]
    private static partial Regex Types();

    [GeneratedRegex(@"(\w+)=")]
    private static partial Regex Keys();
}

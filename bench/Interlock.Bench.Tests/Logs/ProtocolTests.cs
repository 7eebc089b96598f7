using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Telemetry;
using Interlock.Log;
using Microsoft.CodeAnalysis.CSharp;

namespace Interlock.Bench.Tests.Logs;

/// <summary>The words of the PC side against the firmware's own bytes: every word that it can say is known, with a sentence.</summary>
[TestClass]
public partial class ProtocolTests
{
    [TestMethod]
    public void Every_word_that_the_firmware_says_has_a_sentence_and_a_next_step()
    {
        IEnumerable<Meaning> said = Words.OwnReasons.Select(Text).Concat(Enumerable.Range(0, TripTable.Count).Select(row => TripTable.Described(row).Word)).Select(Meanings.OfReason)
            .Concat(Words.Events.Select(word => Meanings.OfEvent(Text(word))))
            .Concat(Words.States.Select(word => Meanings.OfState(Text(word))))
            .Concat(Words.Steps.Select(word => Meanings.OfStep(Text(word))));
        foreach (Meaning meaning in said)
        {
            Assert.AreNotEqual(meaning.Word, meaning.Sentence);
            Assert.AreNotEqual(string.Empty, meaning.NextStep, meaning.Word);
        }
    }

    [TestMethod]
    public void What_a_second_probe_is_for_has_a_sentence()
    {
        CollectionAssert.IsSubsetOf(Words.Probes.Select(Text).ToArray(), Constants(typeof(ProbesName)).ToArray());
        foreach (byte[] mode in Words.Probes) Assert.AreNotEqual(Text(mode), Meanings.OfProbes(Text(mode)).Sentence);
    }

    [TestMethod]
    public void The_steps_of_the_self_test_are_in_the_firmware_s_order() =>
        CollectionAssert.AreEqual(Words.Steps.Select(Text).ToArray(), Meanings.Steps.ToArray());

    [TestMethod]
    public void Every_state_is_known() =>
        CollectionAssert.AreEqual(Words.States.Select(Text).ToArray(), StateName.All.ToArray());

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
                Celsius(Limits.WarnHysteresisCounts), Celsius(Limits.ArmLowestCounts), Limits.PermittedMs, Limits.CementWaitMs, Limits.SampleMs, Limits.StatisticsMs, Limits.InfoMs / 2,
            ],
            (double[])[
                usual.LimitCelsius, usual.FloorCelsius, BoxSettings.WarnHighCelsius, BoxSettings.WarnLowCelsius,
                BoxSettings.WarnHysteresisCelsius, BoxSettings.LeavesLesionBelowCelsius, usual.Longest.TotalMilliseconds, usual.CementWait.TotalMilliseconds, BoxSettings.SampleMs, BoxSettings.StatisticsMs, BoxSettings.InfoMs,
            ]);

        static double Celsius(int counts) => counts / (double)Limits.CountsPerDegree;
    }

    [TestMethod]
    [DataRow("TRIP", "OVER_TEMPERATURE", "wait until it is below 40 degC; press ARM to acknowledge, again to permit")]
    [DataRow("ALSO", "OVER_TEMPERATURE", "wait until it is below 40 degC")]
    [DataRow("ALSO", "TIME_LIMIT", "see to it before the next ablation")]
    [DataRow("REFUSED", "OVER_TEMPERATURE", "wait until it is below 40 degC, then press ARM again")]
    [DataRow("REFUSED", "K2_RELEASED", "press ARM again; if it comes again, check the supply")]
    [DataRow("REFUSED", "TIME_LIMIT", "press ARM again")]
    [DataRow("REFUSED", "RELEASING", "wait a second, then press ARM again")]
    [DataRow("REFUSED", "SENSOR_FROZEN", "switch the box off and on; if it comes again, the converter is broken")]
    [DataRow("REFUSED", "RELAY_DID_NOT_OPEN", "switch the generator off at its own switch; the box needs service")]
    [DataRow("WARN", "STOP_PRESSED", "pull STOP out")]
    [DataRow("WARN", "HIGH", "be ready to stop")]
    [DataRow("WARN_END", "HIGH", "go on")]
    [DataRow("LOCKOUT", "INTERNAL", "switch it off and on; if it locks out again, the box needs service")]
    [DataRow("LOCKOUT", "RELAY_DID_NOT_OPEN", "switch the generator off at its own switch; the box needs service")]
    [DataRow("ACK", "OVER_TEMPERATURE", "press ARM to permit")]
    [DataRow("RELEASED", "ARM_CONTACT", "press ARM firmly for half a second; if it comes again, the box needs service")]
    [DataRow("RELEASED", "", "press ARM to permit again")]
    [DataRow("STILL_HEATING", "", "switch the generator off at its own switch")]
    [DataRow("TRIP", "NEW_WORD", "press ARM to acknowledge, again to permit")]
    public void The_next_step_is_of_the_event_and_its_reason_together(string name, string reason, string expected) =>
        Assert.AreEqual(expected, Meanings.NextStep(name, reason));

    [TestMethod]
    public void A_word_that_is_not_known_stays_as_it_is()
    {
        Assert.AreEqual("NEW_WORD", Meanings.OfReason("NEW_WORD").Sentence);
        Assert.AreEqual("NEW_WORD", Meanings.OfEvent("NEW_WORD").Sentence);
        Assert.AreEqual("NEW_WORD", Meanings.OfState("NEW_WORD").Sentence);
        Assert.AreEqual("NEW_WORD", Meanings.OfStep("NEW_WORD").Sentence);
    }

    [TestMethod]
    [DataRow("Interlock.Log")]
    [DataRow("Interlock.Station")]
    [DataRow("Interlock.Proofs")]
    [DataRow("Interlock.Bench")]
    public void No_word_of_the_protocol_is_a_literal_elsewhere(string room)
    {
        string[] words = [.. new[] { typeof(LineType), typeof(EventName), typeof(StateName), typeof(ReasonName) }.SelectMany(Constants)];
        string[] literals =
        [
            .. from path in RepositoryFile.Sources("bench", room)
               where Path.GetFileName(path) != "Protocol.cs"
               from token in CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot().DescendantTokens()
               where token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
               let text = token.ValueText.Trim()
               where words.Contains(text) || words.Any(word => text.StartsWith("$" + word, StringComparison.Ordinal) || text.Contains("ev=" + word, StringComparison.Ordinal))
               select $"{Path.GetFileName(path)}: {text}",
        ];

        Assert.AreEqual(string.Empty, string.Join("; ", literals));
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

using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Interlock.Bench.Cli;
using Interlock.Bench.Tests.Cli;
using Interlock.Bench.Tests.Logs;
using Interlock.Bench.Tests.Monitor;
using Interlock.Bench.Tests.Simulation;
using Interlock.Log;
using Interlock.Station.Report;
using DescriptionAttribute = System.ComponentModel.DescriptionAttribute;

namespace Interlock.Bench.Tests.Report;

/// <summary><c>report --json</c>: true to the session, and to docs/report-schema.json, which INTERLOCK_UPDATE_SCHEMA=1 writes anew.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ReportDataTests : ConsoleFixture
{
    [TestMethod]
    public void The_documented_schema_is_that_of_the_types()
    {
        JsonNode schema = JsonSchemaExporter.GetJsonSchemaAsNode(ReportJson.Default.ReportData, new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) =>
            {
                ICustomAttributeProvider? about = context.PropertyInfo is { } property ? property.AttributeProvider : context.TypeInfo.Type;
                string? description = about?.GetCustomAttributes(typeof(DescriptionAttribute), false).OfType<DescriptionAttribute>().FirstOrDefault()?.Description
                    ?? context.TypeInfo.Type.GetCustomAttribute<DescriptionAttribute>()?.Description;
                if (description is not null && node is JsonObject described) described.Insert(0, "description", description);
                LeaveOutWhatMayBeMissing(context.TypeInfo, node);
                return node;
            },
        });
        ((JsonObject)schema).Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        string made = schema.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
        string path = RepositoryFile.Path("docs", "report-schema.json");
        if (Environment.GetEnvironmentVariable("INTERLOCK_UPDATE_SCHEMA") == "1") File.WriteAllText(path, made);

        Assert.AreEqual(made, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    /// <summary>The exporter takes every parameter of a constructor for a field that is always there.</summary>
    private static void LeaveOutWhatMayBeMissing(JsonTypeInfo type, JsonNode node)
    {
        if ((node as JsonObject)?["required"] is not JsonArray required) return;
        foreach (JsonPropertyInfo property in type.Properties)
        {
            bool mayBeMissing = property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), false).OfType<JsonIgnoreAttribute>().Any(ignored => ignored.Condition == JsonIgnoreCondition.WhenWritingNull) == true;
            if (mayBeMissing) required.Remove(required.Single(name => (string?)name == property.Name));
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void What_the_schema_requires_is_there(bool hasTwoProbes)
    {
        JsonObject schema = JsonNode.Parse(File.ReadAllText(RepositoryFile.Path("docs", "report-schema.json")))!.AsObject();
        List<string> missing = [];
        Hold(Run(hasTwoProbes ? TwoProbes.Log : ReportFixture.ThreeAblations), schema, "report");

        Assert.AreEqual(string.Empty, string.Join(", ", missing));

        void Hold(JsonElement told, JsonNode? node, string place)
        {
            if (node is not JsonObject asked) return;
            if ((string?)asked["$ref"] is { } other) asked = other.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate((JsonNode)schema, (at, step) => at[step]!).AsObject();
            if (told.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement one in told.EnumerateArray()) Hold(one, asked["items"], place);
            }
            else if (told.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonNode? name in asked["required"]?.AsArray() ?? [])
                {
                    if (!told.TryGetProperty((string)name!, out _)) missing.Add($"{place}.{name}");
                }

                foreach (JsonProperty field in told.EnumerateObject()) Hold(field.Value, asked["properties"]?[field.Name], $"{place}.{field.Name}");
            }
        }
    }

    [TestMethod]
    public void Its_figures_are_the_session_s()
    {
        JsonElement report = Run(ReportFixture.ThreeAblations);

        RecordedLog log = ReportFixture.Read(ReportFixture.ThreeAblations);
        JsonElement[] told = [.. report.GetProperty("power_ons")[0].GetProperty("ablations").EnumerateArray()];
        Assert.HasCount(log.Ablations.Count(), told);
        foreach ((Ablation ablation, JsonElement one) in log.Ablations.Zip(told))
        {
            Assert.AreEqual(ablation.Cause, one.GetProperty("end").GetString());
            Assert.AreEqual(ablation.HighestCelsius, one.GetProperty("highest_c").GetDouble());
            Assert.AreEqual(ablation.DoseMinutes, one.GetProperty("dose_minutes").GetDouble(), 0.0001);
            Assert.AreEqual(ablation.First.Course.BaselineCelsius, one.GetProperty("baseline_c").GetDouble());
            JsonElement expected = one.GetProperty("expected");
            Assert.AreEqual(ablation.First.Expected!.PeakCelsius, expected.GetProperty("peak_c").GetDouble());
            Assert.AreEqual(ablation.First.Expected.WidthCelsius, expected.GetProperty("width_c").GetDouble());
            Assert.AreEqual(ablation.First.ExpectationError is null, expected.GetProperty("error_c").ValueKind == JsonValueKind.Null);
            if (ablation.First.ExpectationError is { } error) Assert.AreEqual(error, expected.GetProperty("error_c").GetDouble(), 0.006);
            Assert.AreEqual(ablation.First.Course.During.At(42.0).TotalSeconds, one.GetProperty("until_open").GetProperty("seconds_at_42_c").GetDouble());
            Assert.AreEqual(ablation.First.Course.After.At(43.0).TotalSeconds, one.GetProperty("after_open").GetProperty("seconds_at_43_c").GetDouble());
        }

        Assert.AreEqual(log.Ablations.Max(ablation => ablation.HighestCelsius), report.GetProperty("nerve").GetProperty("highest_c").GetDouble());
        Assert.AreEqual(log.Sha256, report.GetProperty("log").GetProperty("sha256").GetString());
    }

    [TestMethod]
    public void A_restart_is_a_restart_and_what_the_tip_reached_after_it_belongs_to_the_nerve()
    {
        byte[] first = Played.Run(Courses.RampTo(41.0, 30.0)).Log;
        int cut = first.AsSpan().LastIndexOf(System.Text.Encoding.ASCII.GetBytes("tc=40.5")) is > 0 and var at ? first.AsSpan(0, at).LastIndexOf((byte)'\n') + 1 : throw new InvalidOperationException("no such sample");
        byte[] after = Lines.Bytes([
            System.Text.Encoding.ASCII.GetString(first).Split("\r\n")[0],
            .. Enumerable.Range(1, 100).Select(i => Lines.Sample(i, i * 100, "43.50", "SELF_TEST")),
        ]);

        JsonElement report = Run([.. first[..cut], .. after]);

        JsonElement ablation = report.GetProperty("power_ons")[0].GetProperty("ablations")[0];
        Assert.AreEqual("restart", ablation.GetProperty("end").GetString());
        Assert.AreEqual("restart", report.GetProperty("power_ons")[0].GetProperty("ends").GetString());
        Assert.AreEqual("restart", report.GetProperty("power_ons")[1].GetProperty("begins").GetString());
        Assert.AreEqual(43.5, report.GetProperty("nerve").GetProperty("highest_c").GetDouble());
        Assert.AreEqual(43.5, ablation.GetProperty("after_restart").GetProperty("highest_c").GetDouble());
        Assert.AreEqual(9.7 / 60.0 * Math.Sqrt(2.0), ablation.GetProperty("after_restart").GetProperty("dose_minutes").GetDouble(), 0.002);
    }

    [TestMethod]
    public void A_log_that_ends_first_and_one_that_begins_late_say_so()
    {
        JsonElement report = Run(Lines.Bytes(Lines.Sample(900, 90_000, "41.00"), Lines.Sample(901, 90_100, "41.10")));

        JsonElement powerOn = report.GetProperty("power_ons")[0];
        Assert.AreEqual("late", powerOn.GetProperty("begins").GetString());
        Assert.AreEqual("log_end", powerOn.GetProperty("ablations")[0].GetProperty("end").GetString());
        Assert.IsFalse(powerOn.GetProperty("ablations")[0].GetProperty("has_beginning").GetBoolean());
    }

    [TestMethod]
    public void Without_a_file_to_write_the_nerve_is_told_and_nothing_else()
    {
        File.WriteAllBytes(At("u.log"), ReportFixture.ThreeAblations);

        Assert.AreEqual(ExitStatus.Done, ConsoleApp.Run(["report", At("u.log")]));

        StringAssert.StartsWith(Output.ToString(), $"{At("u.log")}: highest 43.");
        Assert.AreEqual(1, Output.ToString().Count(c => c == '\n'));
        CollectionAssert.AreEqual(new[] { At("u.log") }, Directory.GetFiles(Folder));
    }

    [TestMethod]
    public void It_names_the_files_that_it_wrote_after_what_happened_to_the_nerve()
    {
        File.WriteAllBytes(At("u.log"), ReportFixture.ThreeAblations);

        ConsoleApp.Run(["report", At("u.log"), "-o", At("r.html"), "--json", At("r.json"), "--csv", "/dev/null"]);

        string[] lines = Output.ToString().TrimEnd().Split('\n');
        StringAssert.Contains(lines[0], "highest");
        Assert.AreEqual($"{At("r.html")}: the page, 3 ablations", lines[1].TrimEnd());
        Assert.AreEqual($"{At("r.json")}: the report for programs", lines[2].TrimEnd());
    }

    private JsonElement Run(byte[] log)
    {
        File.WriteAllBytes(At("u.log"), log);
        Assert.AreEqual(ExitStatus.Done, ConsoleApp.Run(["report", At("u.log"), "--json", At("r.json")]), Error.ToString());
        return JsonDocument.Parse(File.ReadAllText(At("r.json"))).RootElement;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Interlock.Station.Watch;

namespace Interlock.Bench.Tests.Watch;

/// <summary>docs/watch-schema.json is what the types say; INTERLOCK_UPDATE_SCHEMA=1 writes it anew.</summary>
[TestClass]
public sealed class SchemaTests
{
    [TestMethod]
    public void The_documented_schema_is_what_is_told()
    {
        JsonObject schema = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$defs"] = new JsonObject
            {
                ["status and interlock/BOX/state"] = Of(FactsJson.Default.BoxFacts),
                ["interlock/BOX/state, nobody watches"] = Of(FactsJson.Default.OfflineFacts),
                ["interlock/BOX/event"] = Of(FactsJson.Default.EventFacts),
                ["interlock/BOX/sample"] = Of(FactsJson.Default.SampleFacts),
                ["stream"] = Of(FactsJson.Default.Message),
            },
        };
        string made = schema.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n";
        string path = RepositoryFile.Path("docs", "watch-schema.json");
        if (Environment.GetEnvironmentVariable("INTERLOCK_UPDATE_SCHEMA") == "1") File.WriteAllText(path, made);

        Assert.AreEqual(made, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private static JsonNode Of(JsonTypeInfo type) => JsonSchemaExporter.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });
}

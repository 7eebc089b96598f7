using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;
using Interlock.Log;

namespace Interlock.Station.Acceptance;

/// <summary>
/// The images that were released, as BOOT tells them: is the one that was flashed among them? The shipped list is empty until a release's
/// script has filled it (<c>.ci/release list</c>).
/// </summary>
public sealed partial class ReleaseList
{
    private const string ShippedName = "releases.csv";

    private static readonly string[] _header = ["fw", "build", "cfg", "settings"];

    private readonly IReadOnlyList<Release> _releases;

    private ReleaseList(IReadOnlyList<Release> releases) => _releases = releases;

    /// <summary>The list in this tool.</summary>
    public static ReleaseList Shipped()
    {
        using StreamReader reader = new(typeof(ReleaseList).Assembly.GetManifestResourceStream(ShippedName)!);
        return Read(reader, ShippedName);
    }

    /// <exception cref="BadInputException">The file is missing or is no such list; names file, line and what was expected.</exception>
    public static ReleaseList Read(string path)
    {
        using StreamReader reader = InputFile.OpenText(path);
        return Read(reader, path);
    }

    /// <summary>What a box that tells this is, in a sentence.</summary>
    /// <param name="boot">A BOOT line; null when none was heard.</param>
    public string Judge(UartLine? boot)
    {
        if (boot is null) return "not heard";
        (string? build, string? cfg) = (boot[Key.Build], boot[Key.ConfigurationCrc]);
        if (_releases.Count == 0) return $"build {build}, cfg {cfg}: compared with no release, this tool has no list of them (--releases FILE)";
        Release[] ofBuild = [.. _releases.Where(release => release.Build == build)];
        if (ofBuild.Length == 0) return $"build {build}, cfg {cfg}: DIFFERS, no release of the list has this build";
        return ofBuild.FirstOrDefault(release => release.Cfg == cfg) is { } same
            ? $"build {build}, cfg {cfg}: release {same.Version}, {same.Settings}"
            : $"build {build}, cfg {cfg}: DIFFERS, release {ofBuild[0].Version} has {string.Join(" or ", ofBuild.Select(static release => $"{release.Cfg} ({release.Settings})"))}";
    }

    private static ReleaseList Read(TextReader reader, string name)
    {
        using CsvParser csv = new(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { Mode = CsvMode.NoEscape, IgnoreBlankLines = true });
        if (!csv.Read() || !csv.Record!.SequenceEqual(_header)) throw new BadInputException($"{name}, line 1: expected the header {string.Join(',', _header)}");
        List<Release> releases = [];
        while (csv.Read())
        {
            string[] row = csv.Record!;
            if (row.Length != _header.Length || !Build().IsMatch(row[1]) || !Cfg().IsMatch(row[2]))
            {
                throw new BadInputException($"{name}, line {csv.RawRow}: expected a version, a build of 7 hex digits, a cfg of 4 and the settings, found {Excerpt.Of(csv.RawRecord.TrimEnd())}");
            }

            releases.Add(new Release(row[0], row[1], row[2], row[3]));
        }

        return new ReleaseList(releases);
    }

    private sealed record Release(string Version, string Build, string Cfg, string Settings);

    [GeneratedRegex("^[0-9a-f]{7}$")]
    private static partial Regex Build();

    [GeneratedRegex("^[0-9A-F]{4}$")]
    private static partial Regex Cfg();
}

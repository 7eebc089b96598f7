using System.Globalization;
using System.Security.Cryptography;
using CsvHelper;
using CsvHelper.Configuration;
using Interlock.Log;

namespace Interlock.Station.Report;

/// <summary>A whole log: the sessions of its valid lines, and what is wrong with the others.</summary>
public sealed class RecordedLog
{
    private RecordedLog(string path)
    {
        Name = path;
        LogReader reader = new();
        Integrity = new LogVerifier(reader);
        LinkDoctor doctor = new();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Bytes = LogFile.Read(path, reader, doctor, hash);
        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        Integrity.Finish();
        if (reader.Refusal is { } refusal) throw new BadInputException($"{path}: {refusal}");
        if (reader.ValidLines == 0) throw new BadInputException($"{path}: expected a UART log, found not one valid line{(doctor.Diagnosis() is { } likely ? $"; {likely}" : string.Empty)} (docs/uart-protocol.md)");
    }

    /// <summary>As the user wrote it.</summary>
    public string Name { get; }

    public long Bytes { get; }

    public string Sha256 { get; }

    public LogVerifier Integrity { get; }

    /// <summary>Lines with a right CRC.</summary>
    public int ValidLines => Integrity.Reader.ValidLines;

    /// <summary>One for each power-on.</summary>
    public IReadOnlyList<Session> Sessions => Integrity.Reader.Sessions;

    public IEnumerable<Ablation> Ablations => Sessions.SelectMany(session => session.Ablations);

    /// <exception cref="BadInputException">The file can't be read, holds not one valid line, or lines of more than one box.</exception>
    public static RecordedLog Read(string path) => new(path);

    /// <summary>The samples as CSV: <c>t_ms,tc_c,cj_c,sr,state,k1,k2,io,cem_min</c>; what can't be trusted is empty.</summary>
    public void WriteSamples(TextWriter writer)
    {
        writer.Write("t_ms,tc_c,cj_c,sr,state,k1,k2,io,cem_min\n");
        using CsvWriter csv = new(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);
        foreach (Sample sample in Sessions.SelectMany(session => session.Samples))
        {
            csv.WriteField(sample.TimeMs);
            csv.WriteField(Fixed(sample.TipCelsius, "F2"));
            csv.WriteField(Fixed(sample.ColdJunctionCelsius, "F2"));
            csv.WriteField(sample.Status);
            csv.WriteField(sample.State);
            csv.WriteField(sample.K1);
            csv.WriteField(sample.K2);
            csv.WriteField(sample.Levels);
            csv.WriteField(Fixed(sample.DoseMinutes, "F3"));
            csv.NextRecord();
        }
    }

    private static string Fixed(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? string.Empty;
}

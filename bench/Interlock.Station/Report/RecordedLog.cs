using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Interlock.Log;
using Interlock.Station.Record;

namespace Interlock.Station.Report;

/// <summary>A whole log: the sessions of its valid lines, what is wrong with the others, and what was kept beside it.</summary>
public sealed class RecordedLog
{
    private RecordedLog(string path, bool keepsReadings, TextWriter? samples, CaseData? about)
    {
        Name = path;
        LogReader reader = new(keepsReadings: keepsReadings);
        Integrity = new LogVerifier(reader);
        LinkDoctor doctor = new();
        using ClockRecord? record = ClockRecord.Beside(path);
        if (record is not null) reader.Clock = record.ClockOf;
        using SampleTable? table = samples is null ? null : new SampleTable(samples, TellsSecondProbe(path));
        if (table is not null) reader.Added += table.Take;
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Bytes = LogFile.Read(path, reader, doctor, hash);
        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        Integrity.Finish();
        if (reader.Refusal is { } refusal) throw new BadInputException($"{path}: {refusal}");
        if (reader.ValidLines == 0) throw new BadInputException($"{path}: expected a UART log, found not one valid line{(doctor.Diagnosis() is { } likely ? $"; {likely}" : string.Empty)} (docs/uart-protocol.md)");
        record?.Finish();
        About = about ?? record?.About;
        Clock = ClockInWords(record);
    }

    /// <summary>As the user wrote it.</summary>
    public string Name { get; }

    public long Bytes { get; }

    public string Sha256 { get; }

    public LogVerifier Integrity { get; }

    public LogReader Reader => Integrity.Reader;

    /// <summary>Lines with a right CRC.</summary>
    public int ValidLines => Reader.ValidLines;

    /// <summary>One for each power-on.</summary>
    public IReadOnlyList<Session> Sessions => Reader.Sessions;

    public IEnumerable<Ablation> Ablations => Reader.Ablations;

    /// <summary>What the log belongs to; null where nobody said.</summary>
    public CaseData? About { get; }

    /// <summary>Whose wall clock it is, and what is wrong with it; null where nobody kept one.</summary>
    public string? Clock { get; }

    /// <param name="path">Of the log; what monitor kept beside it is read with it.</param>
    /// <param name="keepsReadings">Whether plots are to be drawn.</param>
    /// <param name="samples">Takes the samples as CSV: <c>t_ms,tc_c,cj_c,sr,state,k1,k2,io,cem_min</c>, and <c>,tc2_c,sr2</c> where a second probe is told of; what can't be trusted is empty.</param>
    /// <param name="about">What the log belongs to, where that was not kept beside it.</param>
    /// <exception cref="BadInputException">The file can't be read, holds not one valid line, or lines of more than one box.</exception>
    public static RecordedLog Read(string path, bool keepsReadings = true, TextWriter? samples = null, CaseData? about = null) =>
        new(path, keepsReadings, samples, about);

    /// <summary>Looked for ahead: the head of the table stands before the first sample, and a later power-on may have another probe.</summary>
    private static bool TellsSecondProbe(string path)
    {
        using Stream file = InputFile.Open(path);
        if (!file.CanSeek) return true;
        ReadOnlySpan<byte> wanted = Encoding.ASCII.GetBytes($" {Key.SecondTip}=");
        byte[] piece = new byte[1 << 16];
        int kept = 0;
        for (int count; (count = file.Read(piece, kept, piece.Length - kept)) > 0;)
        {
            // A log of UTF-16 has a zero in every other byte.
            int length = kept;
            for (int i = kept; i < kept + count; i++)
            {
                if (piece[i] != 0) piece[length++] = piece[i];
            }

            if (piece.AsSpan(0, length).IndexOf(wanted) >= 0) return true;
            kept = Math.Min(length, wanted.Length - 1);
            piece.AsSpan(length - kept, kept).CopyTo(piece);
        }

        return false;
    }

    private string? ClockInWords(ClockRecord? record)
    {
        if (record is null) return Reader.Skipped.StampedLines > 0 ? "by the terminal program's clock" : null;
        string other = record.Sha256 is { } told && told != Sha256 ? "; the record beside the log was made with another state of it" : string.Empty;
        string unmatched = record.Unmatched > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {record.Unmatched} of its {record.Matched + record.Unmatched} lines are not in this log") : string.Empty;
        return $"by the clock of the PC that recorded it{other}{unmatched}";
    }

    /// <summary>Samples as CSV, line by line as they are read.</summary>
    private sealed class SampleTable : IDisposable
    {
        private readonly CsvWriter _csv;
        private readonly bool _hasSecondProbe;

        public SampleTable(TextWriter writer, bool hasSecondProbe)
        {
            _hasSecondProbe = hasSecondProbe;
            writer.Write($"t_ms,tc_c,cj_c,sr,state,k1,k2,io,cem_min{(hasSecondProbe ? ",tc2_c,sr2" : string.Empty)}\n");
            _csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);
        }

        public void Take(Session session, LogLine line)
        {
            if (line.Line!.Type != LineType.Sample) return;
            Sample sample = session.Newest!.Value;
            _csv.WriteField(sample.TimeMs);
            _csv.WriteField(Fixed(sample.TipCelsius, "F2"));
            _csv.WriteField(Fixed(sample.ColdJunctionCelsius, "F2"));
            _csv.WriteField(sample.Status);
            _csv.WriteField(sample.State);
            _csv.WriteField(sample.K1);
            _csv.WriteField(sample.K2);
            _csv.WriteField(sample.Levels);
            _csv.WriteField(Fixed(sample.DoseMinutes, "F3"));
            if (_hasSecondProbe)
            {
                _csv.WriteField(Fixed(sample.SecondTipCelsius, "F2"));
                _csv.WriteField(sample.SecondStatus);
            }

            _csv.NextRecord();
        }

        public void Dispose() => _csv.Dispose();

        private static string Fixed(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? string.Empty;
    }
}

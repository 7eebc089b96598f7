using System.Globalization;
using System.IO;
using CsvHelper;

namespace Interlock.Station.Report;

/// <summary>The samples as CSV: <c>t_ms,tc_c,cj_c,sr,state,k1,k2,io,cem_min</c>; what can't be trusted is empty.</summary>
public static class SampleCsv
{
    public static void Write(RecordedLog log, TextWriter writer)
    {
        writer.Write("t_ms,tc_c,cj_c,sr,state,k1,k2,io,cem_min\n");
        using CsvWriter csv = new(writer, new CsvHelper.Configuration.CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);
        foreach (LogSession session in log.Sessions)
        {
            foreach (LogSample sample in session.Samples) WriteRow(csv, sample);
        }
    }

    private static void WriteRow(CsvWriter csv, LogSample sample)
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

    private static string Fixed(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? string.Empty;
}

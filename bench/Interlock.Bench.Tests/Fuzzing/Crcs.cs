using System;
using System.Globalization;
using System.Text;
using Interlock.Log;

namespace Interlock.Bench.Tests.Fuzzing;

/// <summary>Gives spoilt lines the CRC that they should have: else hardly one in a thousand would get past it.</summary>
internal static class Crcs
{
    /// <summary>Every line that ends like one gets its right CRC.</summary>
    public static byte[] Mend(byte[] log)
    {
        string[] lines = Encoding.Latin1.GetString(log).Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].TrimEnd('\r');
            int star = line.LastIndexOf('*');
            if (star < 1 || line[0] != '$') continue;
            string body = line[1..star];
            lines[i] = $"${body}*{UartLine.Crc(body).ToString("X4", CultureInfo.InvariantCulture)}{(lines[i].EndsWith('\r') ? "\r" : string.Empty)}";
        }

        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }
}

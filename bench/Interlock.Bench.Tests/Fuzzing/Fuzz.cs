using System.Diagnostics;
using System.Globalization;
using System.Text;
using Interlock.Log;

namespace Interlock.Bench.Tests.Fuzzing;

/// <summary>
/// Feeds spoilt inputs to something that parses. The only exception that may come out is <see cref="BadInputException"/> with
/// one short line; each case is over in bounded time and with memory in proportion to its input. INTERLOCK_FUZZ_CASES sets how
/// many cases each target gets, 4,000 unless told.
/// </summary>
internal static class Fuzz
{
    private const string CasesVariable = "INTERLOCK_FUZZ_CASES";
    private const int DefaultCases = 4000;
    private const int LongestMessage = 1000;
    private const double MostSeconds = 10.0;
    private const long MostBytesAnyway = 4 << 20;
    private const long MostBytesPerByte = 2000;

    /// <summary>How many cases each target gets.</summary>
    public static int Cases =>
        int.TryParse(Environment.GetEnvironmentVariable(CasesVariable), NumberStyles.None, CultureInfo.InvariantCulture, out int cases) ? cases : DefaultCases;

    /// <summary>Runs every case, on all processors.</summary>
    /// <param name="corpus">Sound inputs.</param>
    /// <param name="target">Parses one and asserts what must hold of the outcome.</param>
    /// <param name="share">Takes one in so many cases, for targets that take long.</param>
    public static void Run(IReadOnlyList<byte[]> corpus, Action<byte[]> target, int share = 1)
    {
        Mutator mutator = new(corpus);
        Stopwatch watch = Stopwatch.StartNew();
        int cases = Math.Max(1, Cases / share);
        long refused = 0;
        long bytes = 0;
        Task run = Task.Run(() => Parallel.For(0, cases, () => (Refused: 0L, Bytes: 0L), (number, _, sums) =>
        {
            byte[] input = mutator.Make(new Random(number));
            bool isRefused = RunCase(number, input, target);
            return (sums.Refused + (isRefused ? 1 : 0), sums.Bytes + input.Length);
        },
        sums =>
        {
            System.Threading.Interlocked.Add(ref refused, sums.Refused);
            System.Threading.Interlocked.Add(ref bytes, sums.Bytes);
        }));

        // A case that hangs never comes back to be timed: give up on the whole when it takes far longer than cases do.
        bool isOver = run.Wait(TimeSpan.FromSeconds(120.0 + cases / 100.0));
        Assert.IsTrue(isOver, "the cases are over in time");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cases:N0} cases, {bytes / 1e6:F1} MB, {refused:N0} refused, {watch.Elapsed.TotalSeconds:F1} s"));
    }

    private static bool RunCase(int number, byte[] input, Action<byte[]> target)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        bool isRefused = false;
        try
        {
            target(input);
        }
        catch (BadInputException problem)
        {
            isRefused = true;
            AssertLine(problem.Message, number, input);
        }
        catch (Exception e) when (e is not UnitTestAssertException)
        {
            throw new AssertFailedException($"case {number}: {e.GetType().Name}: {e.Message}; input {Show(input)}\n{e.StackTrace}", e);
        }
        catch (UnitTestAssertException e)
        {
            throw new AssertFailedException($"case {number}: {e.Message}; input {Show(input)}", e);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (seconds > MostSeconds) throw new AssertFailedException($"case {number}: {seconds:F1} s; input {Show(input)}");
        if (allocated > MostBytesAnyway + MostBytesPerByte * input.Length) throw new AssertFailedException($"case {number}: {allocated} bytes of memory for {input.Length} bytes of input {Show(input)}");
        return isRefused;
    }

    /// <summary>Fails unless a message is one short line that a terminal shows as it is.</summary>
    public static void AssertLine(string message)
    {
        Assert.AreNotEqual(string.Empty, message);
        Assert.IsLessThanOrEqualTo(LongestMessage, message.Length, "length of the message");
        Assert.IsFalse(message.Any(IsUnprintable), $"one printable line: {string.Join(' ', message.Where(IsUnprintable).Select(c => $"U+{(int)c:X4}"))}");
    }

    private static void AssertLine(string message, int number, byte[] input)
    {
        try
        {
            AssertLine(message);
        }
        catch (UnitTestAssertException e)
        {
            throw new AssertFailedException($"case {number}: {e.Message}; message {message}; input {Show(input)}", e);
        }
    }

    private static bool IsUnprintable(char c) =>
        char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format;

    private static string Show(byte[] input) => $"({input.Length} bytes) {Convert.ToBase64String(input.AsSpan(0, Math.Min(input.Length, 600)))} = {Excerpt.Of(Encoding.Latin1.GetString(input))}";
}

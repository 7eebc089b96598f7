using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using Interlock.Firmware;

namespace Interlock.Bench.Tests.Project;

/// <summary>The steps of the workflows that are scripts, on a copy of what they read.</summary>
[TestClass]
[ProgramCondition("bash")]
public sealed class ReleaseScriptTests : IDisposable
{
    private readonly string _copy = Directory.CreateTempSubdirectory("interlock-release-").FullName;

    public ReleaseScriptTests()
    {
        foreach (string file in new[] { ".ci/release", "Interlock.Firmware/BuildInfo.cs", "CHANGELOG.md" })
        {
            string to = Path.Combine(_copy, file);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(RepositoryFile.Path(file), to);
        }
    }

    public void Dispose() => Directory.Delete(_copy, recursive: true);

    [TestMethod]
    public void The_version_is_the_firmwares()
    {
        Assert.AreEqual(BuildInfo.Version, Passes("version").Trim());
    }

    [TestMethod]
    public void The_commit_is_stamped_once()
    {
        Passes("stamp", "3f21c0a9d1c0a4f2b6e8d7c5b3a19f8e7d6c5b4a");

        string stamped = File.ReadAllText(Path.Combine(_copy, "Interlock.Firmware", "BuildInfo.cs"));
        StringAssert.Contains(stamped, "Commit = \"3f21c0a\";");
        StringAssert.Contains(Fails("stamp", "3f21c0a"), "no place for the commit");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("main")]
    [DataRow("3F21C0A")]
    [DataRow("3f21c0")]
    public void What_is_no_commit_is_not_stamped(string commit)
    {
        StringAssert.Contains(Fails("stamp", commit), "not a commit");
    }

    [TestMethod]
    public void As_many_tests_on_the_device_as_on_the_PC()
    {
        StringAssert.Contains(Passes("same-tests", Results(212, 212), Results(212, 212)), "212 of 212");
        StringAssert.Contains(Passes("same-tests", Results(212, 212), Results(200, 200), Results(12, 12)), "212 of 212");
    }

    [TestMethod]
    [DataRow(212, 212, 211, 212, "did not pass")]
    [DataRow(212, 212, 211, 211, "the same tests")]
    [DataRow(210, 212, 211, 211, "the same tests")]
    [DataRow(0, 0, 0, 0, "no test passed")]
    public void Fewer_tests_on_the_device_are_no_success(int pcPassed, int pcTotal, int devicePassed, int deviceTotal, string why)
    {
        StringAssert.Contains(Fails("same-tests", Results(pcPassed, pcTotal), Results(devicePassed, deviceTotal)), why);
    }

    [TestMethod]
    public void The_image_is_collected_with_its_assemblies_and_their_digests()
    {
        string built = Built(firmwareBytes: 30 * 1024);
        string image = Path.Combine(_copy, "image");

        Passes("image", built, image);
        Passes("sums", image);

        string[] sums = File.ReadAllLines(Path.Combine(image, "SHA256SUMS"));
        CollectionAssert.AreEqual(
            new[] { "Interlock.Drivers.pe", "Interlock.Firmware.bin", "Interlock.Firmware.pe", "mscorlib.pe" },
            sums.Select(line => line.Split("  ")[1]).ToArray());
        foreach (string[] sum in sums.Select(line => line.Split("  ")))
        {
            Assert.AreEqual(sum[0], Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(image, sum[1])))));
        }
    }

    [TestMethod]
    public void An_image_that_is_too_large_is_none()
    {
        StringAssert.Contains(Fails("image", Built(firmwareBytes: 40 * 1024), Path.Combine(_copy, "image")), "at most 45056 bytes");
    }

    [TestMethod]
    public void The_change_log_tells_of_this_version()
    {
        string notes = Passes("notes");

        Assert.IsGreaterThan(100, notes.Length);
        Assert.DoesNotContain("\n## ", notes);
    }

    [TestMethod]
    public void The_hardware_folder_is_packed_whole()
    {
        if (!Path.Exists(RepositoryFile.Path(".git"))) Assert.Inconclusive("There is no commit to pack.");

        Run(RepositoryFile.Path(".ci", "release"), mustPass: true, "hardware", _copy);

        using ZipArchive zip = ZipFile.OpenRead(Path.Combine(_copy, $"interlock-hardware-{BuildInfo.Version}.zip"));
        foreach (string file in new[] { "LICENSE", "bom.csv", "README.md" })
        {
            Assert.IsNotNull(zip.GetEntry($"interlock-hardware-{BuildInfo.Version}/{file}"), file);
        }
    }

    private string Passes(params string[] arguments) => Run(Path.Combine(_copy, ".ci", "release"), mustPass: true, arguments);

    private string Fails(params string[] arguments) => Run(Path.Combine(_copy, ".ci", "release"), mustPass: false, arguments);

    private string Results(int passed, int total)
    {
        string path = Path.Combine(_copy, $"{Guid.NewGuid():N}.trx");
        File.WriteAllText(path, $"<TestRun><ResultSummary outcome=\"Completed\"><Counters total=\"{total}\" executed=\"{passed}\" passed=\"{passed}\" failed=\"0\" /></ResultSummary></TestRun>");
        return path;
    }

    private string Built(int firmwareBytes)
    {
        string folder = Path.Combine(_copy, "built");
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "Interlock.Drivers.pe"), new byte[8 * 1024]);
        File.WriteAllBytes(Path.Combine(folder, "Interlock.Firmware.pe"), new byte[firmwareBytes]);
        File.WriteAllBytes(Path.Combine(folder, "mscorlib.pe"), new byte[33 * 1024]);
        File.WriteAllBytes(Path.Combine(folder, "Interlock.Firmware.bin"), new byte[firmwareBytes + 1]);
        return folder;
    }

    private static string Run(string script, bool mustPass, params string[] arguments)
    {
        ProcessStartInfo start = new("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments.Prepend(script)) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(mustPass, process.ExitCode == 0, output);
        return output;
    }
}

using Interlock.Firmware.Readings;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Telemetry
{
    /// <summary>A line that was changed in place equals one that is written anew, whatever was told before.</summary>
    [TestClass]
    public class SampleLineTests
    {
        [TestMethod]
        [DataRow(8L, 104200L, 4201, 1536, 0x6F, 31, 9L, 104300L, 4201, 1536, 0x6F, 31)]
        [DataRow(9L, 104200L, 4201, 1536, 0x6F, 31, 10L, 104300L, 4202, 1536, 0x6F, 31)]
        [DataRow(1999L, 104950L, 5280, 1536, 0x6F, 31, 2000L, 105050L, 5281, 1536, 0x6F, 31)]
        [DataRow(9999L, 104950L, 5280, 1536, 0x6F, 31, 10000L, 105050L, 5281, 1536, 0x6F, 31)]
        [DataRow(200L, 99950L, 5280, 1536, 0x6F, 31, 201L, 100050L, 5281, 1536, 0x6F, 31)]
        [DataRow(200L, 999999950L, 5280, 1536, 0x6F, 31, 201L, 1000000050L, 5281, 1536, 0x6F, 31)]
        [DataRow(999999999L, 1000L, 5280, 1536, 0x6F, 31, 1000000000L, 1050L, 5281, 1536, 0x6F, 31)]
        [DataRow(200L, 1000L, 5280, 1536, 0x6F, 31, 205L, 1050L, 4711, 1601, 0xEE, 999)]
        [DataRow(200L, 1000L, 5280, 1536, 0x6F, 31, 201L, 1050L, 5280, 1601, 0x6F, 31)]
        [DataRow(200L, 1000L, 5280, 1536, 0x6F, 31, 201L, 1050L, 5280, 2305, 0x6F, 31)]
        [DataRow(200L, 1000L, 5280, 1536, 0x6F, 31, 201L, 1050L, 3968, 1536, 0x6F, 31)]
        [DataRow(200L, 1000L, 5280, 1536, 0x6F, 31, 201L, 1050L, 5280, 1536, 0xEF, 31)]
        [DataRow(200L, 1000L, 5280, 1536, 0x6F, 31, 201L, 1050L, 5280, 1536, 0x6C, 31)]
        [DataRow(200L, 1000L, 5280, 1536, 0x9F, 31, 201L, 1050L, 5280, 1536, 0xEC, 31)]
        [DataRow(200L, 1000L, 5280, 1536, 0x6F, 31, 201L, 1050L, 5280, 1536, 0x6F, 32)]
        [DataRow(200L, 1000L, 5280, 1536, 0x6F, 999, 201L, 1050L, 5280, 1536, 0x6F, 1000)]
        [DataRow(200L, 1000L, 5280, 1536, 0x6F, 31, 201L, 1050L, 5280, 1536, 0x6F, 7531)]
        [DataRow(200L, 1000L, 5280, 1536, 0x6F, 9999, 201L, 1050L, 5281, 1536, 0x6F, 10000)]
        [DataRow(200L, 1000L, 1279, 1536, 0x6F, 31, 201L, 1050L, 1281, 1536, 0x6F, 31)]
        [DataRow(200L, 1000L, 1281, 1536, 0x6F, 31, 201L, 1050L, 1279, 1536, 0x6F, 31)]
        [DataRow(200L, 1000L, 12799, 1536, 0x6F, 31, 201L, 1050L, 12801, 1536, 0x6F, 31)]
        [DataRow(200L, 1000L, -1281, 1536, 0x6F, 31, 201L, 1050L, 1281, 1536, 0x6F, 31)]
        [DataRow(200L, 1000L, 5280, 640, 0x6F, 31, 201L, 1050L, 5280, 639, 0x6F, 31)]
        [DataRow(200L, 1000L, 5280, -64, 0x6F, 31, 201L, 1050L, 5280, 1536, 0x6F, 31)]
        [DataRow(200L, 1000L, 5280, 1536, 0x60, 31, 201L, 1050L, 5280, 1536, 0x6F, 31)]
        [DataRow(200L, 1000L, 5280, 1536, 0x09, 31, 201L, 1050L, 5280, 1536, 0xF0, 31)]
        [DataRow(200L, 1000L, 5280, 1536, 0x06F, 31, 201L, 1020L, 5280, 1536, 0x16F, 31)]
        [DataRow(200L, 1000L, 5280, 1536, 0x16F, 31, 201L, 1020L, 5281, 1536, 0x64C, 31)]
        [DataRow(200L, 1000L, 5280, 1536, 0x7FF, 31, 201L, 1020L, 5280, 1536, 0x00C, 31)]
        [DataRow(200L, 1000L, Reading.None, 1536, 0x6F, 31, 201L, 1050L, 5280, 1536, 0x6F, 31)]
        [DataRow(200L, 1000L, 5280, 1536, 0x6F, 31, 201L, 1050L, Reading.None, 1536, 0x6F, 31)]
        [DataRow(201L, 1050L, 5280, 1536, 0x6F, 31, 200L, 1000L, 5280, 1536, 0x6F, 31)]
        public void Each_follows_the_other(long sequence, long nowMs, int tip, int cold, int levels, int dose, long nextSequence, long nextMs, int nextTip, int nextCold, int nextLevels, int nextDose)
        {
            SampleLine kept = new SampleLine();
            string first = Written(kept, sequence, nowMs, tip, cold, levels, dose, State.Permitted, 0);
            Assert.AreEqual(Written(new SampleLine(), sequence, nowMs, tip, cold, levels, dose, State.Permitted, 0), first);

            string anew = Written(new SampleLine(), nextSequence, nextMs, nextTip, nextCold, nextLevels, nextDose, State.Permitted, 0);
            Assert.AreEqual(anew, Written(kept, nextSequence, nextMs, nextTip, nextCold, nextLevels, nextDose, State.Permitted, 0));
            Assert.AreEqual(first, Written(kept, sequence, nowMs, tip, cold, levels, dose, State.Permitted, 0));
        }

        [TestMethod]
        [DataRow((int)State.Tripped, 0x00, 0x6F)]
        [DataRow((int)State.Permitted, 0x08, 0x6F)]
        [DataRow((int)State.Permitted, 0x00, 0x63)]
        public void Another_layout_is_written_anew(int state, int status, int levels)
        {
            SampleLine kept = new SampleLine();
            Written(kept, 200, 1000, 5280, 1536, 0x6F, 31, State.Permitted, 0);
            string anew = Written(new SampleLine(), 201, 1050, 5281, 1536, levels, 31, (State)state, status);
            Assert.AreEqual(anew, Written(kept, 201, 1050, 5281, 1536, levels, 31, (State)state, status));
        }

        [TestMethod]
        public void Two_thousand_samples_in_a_row_keep_their_CRC()
        {
            SampleLine kept = new SampleLine();
            ChipNoise noise = new ChipNoise(7);
            int dose = 0;
            for (int i = 0; i < 2000; i++)
            {
                dose += i & 3;
                string line = Written(kept, i, i * 98L, 37 * 128 + i / 4 + noise.Next(), 1536 + (i >> 5 & 7), i & 0x7FF | 0x0C, dose % 9000, State.Permitted, 0);
                byte[] bytes = Ascii.Bytes(line);
                int crc = Crc16.Update(Crc16.Initial, bytes, 1, bytes.Length - 7);
                Assert.AreEqual(crc.ToString("X4"), line.Substring(bytes.Length - 6, 4));
            }
        }

        private static string Written(SampleLine sample, long sequence, long nowMs, int tip, int cold, int levels, int dose, State state, int status)
        {
            Reading reading = new Reading { ColdJunctionCounts = cold, Status = status };
            LineWriter line = sample.Write(sequence, nowMs, levels, tip, state, reading, dose, null);
            return Text.Of(line.Buffer, 0, line.Length);
        }
    }
}

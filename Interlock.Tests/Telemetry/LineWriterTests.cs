using Interlock.Firmware.Telemetry;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Telemetry
{
    [TestClass]
    public class LineWriterTests
    {
        [TestMethod]
        [DataRow(0L, "0")]
        [DataRow(7L, "7")]
        [DataRow(9L, "9")]
        [DataRow(10L, "10")]
        [DataRow(99L, "99")]
        [DataRow(100L, "100")]
        [DataRow(999L, "999")]
        [DataRow(1000L, "1000")]
        [DataRow(9999L, "9999")]
        [DataRow(10000L, "10000")]
        [DataRow(99999L, "99999")]
        [DataRow(100000L, "100000")]
        [DataRow(999999L, "999999")]
        [DataRow(1000000L, "1000000")]
        [DataRow(9999999L, "9999999")]
        [DataRow(10000000L, "10000000")]
        [DataRow(99999999L, "99999999")]
        [DataRow(100000000L, "100000000")]
        [DataRow(123456789L, "123456789")]
        [DataRow(999999999L, "999999999")]
        [DataRow(1000000000L, "1000000000")]
        [DataRow(1000000001L, "1000000001")]
        [DataRow(104250L, "104250")]
        [DataRow(-1L, "-1")]
        [DataRow(-90L, "-90")]
        [DataRow(2147483647L, "2147483647")]
        [DataRow(2147483648L, "2147483648")]
        [DataRow(3000000007L, "3000000007")]
        [DataRow(9223372036854775807L, "9223372036854775807")]
        [DataRow(-5000000000L, "-5000000000")]
        public void Numbers_are_decimal(long value, string expected)
        {
            LineWriter line = Begun();
            line.Number(value);
            Assert.AreEqual("$" + expected, Written(line));
        }

        [TestMethod]
        [DataRow(4201, 2, "42.01")]
        [DataRow(4200, 2, "42.00")]
        [DataRow(100, 2, "1.00")]
        [DataRow(99, 2, "0.99")]
        [DataRow(5, 2, "0.05")]
        [DataRow(0, 2, "0.00")]
        [DataRow(-5, 2, "-0.05")]
        [DataRow(-4201, 2, "-42.01")]
        [DataRow(31, 3, "0.031")]
        [DataRow(1000, 3, "1.000")]
        [DataRow(12345678, 3, "12345.678")]
        [DataRow(-1, 3, "-0.001")]
        public void Fractions_have_two_or_three_places(int value, int places, string expected)
        {
            LineWriter line = Begun();
            line.Fraction(value, places);
            Assert.AreEqual("$" + expected, Written(line));
        }

        [TestMethod]
        [DataRow(0x00, "00")]
        [DataRow(0x5F, "5F")]
        [DataRow(0xFA, "FA")]
        [DataRow(0x123, "23")]
        public void Hex_is_two_upper_case_digits(int value, string expected)
        {
            LineWriter line = Begun();
            line.Hex(value, 2);
            Assert.AreEqual("$" + expected, Written(line));
        }

        // Requirement: SR-LOG
        [TestMethod]
        [DataRow("$A", "$A*B915\r\n")]
        [DataRow("$123456789", "$123456789*29B1\r\n")]
        [DataRow("$0", "$0*D7A3\r\n")]
        [DataRow("$SAMP seq=7", "$SAMP seq=7*B12D\r\n")]
        public void A_line_ends_with_its_CRC_and_CRLF(string text, string expected)
        {
            LineWriter line = new LineWriter();
            line.Begin(Ascii.Parts(text + "#", '#'));
            line.Word(new byte[0]);
            line.End();
            Assert.AreEqual(expected, Written(line));
        }

        [TestMethod]
        public void Beginning_forgets_the_line_before()
        {
            LineWriter line = Begun();
            line.Number(123456);
            line.Begin(Ascii.Parts("$X#", '#'));
            line.Number(7);
            Assert.AreEqual("$X7", Written(line));
        }

        [TestMethod]
        public void A_form_takes_its_values_one_after_the_other_and_leaves_out_what_has_none()
        {
            LineWriter line = new LineWriter();
            line.Begin(Ascii.Parts("$A a=# b=# c=# d=# e=#", '#'));
            line.Number(12);
            line.Hex(0xABC, 3);
            line.Word(null);
            line.Fraction(-150, 2);
            line.Temperature(false, 0);
            Assert.AreEqual("$A a=12 b=ABC d=-1.50 e=--", Written(line));
            Assert.AreEqual(26, line.Length);
        }

        // 113 bytes and the tail of 7 are 120. What does not fit goes with its key: cut short it would read as something else.
        // Requirement: SR-LOG
        [TestMethod]
        [DataRow(109, 113)]
        [DataRow(110, 110)]
        [DataRow(112, 112)]
        [DataRow(113, 113)]
        public void Words_that_do_not_fit_are_left_out_whole(int filled, int expected)
        {
            LineWriter line = Filled(filled);
            line.Word(Ascii.Bytes("A"));
            Assert.AreEqual(expected, line.Length);
        }

        // Requirement: SR-LOG
        [TestMethod]
        [DataRow(103, 112)]
        [DataRow(104, 113)]
        [DataRow(105, 105)]
        [DataRow(110, 110)]
        [DataRow(111, 111)]
        [DataRow(113, 113)]
        public void A_word_that_does_not_fit_behind_its_key_takes_the_key_with_it(int filled, int expected)
        {
            LineWriter line = Filled(filled);
            line.Word(Ascii.Bytes("MOVING"));
            Assert.AreEqual(expected, line.Length);
        }

        // Requirement: SR-LOG
        [TestMethod]
        [DataRow(1234L, 105, 112)]
        [DataRow(1234L, 106, 113)]
        [DataRow(1234L, 107, 107)]
        [DataRow(-1L, 108, 113)]
        [DataRow(-1L, 109, 109)]
        [DataRow(3000000007L, 100, 113)]
        [DataRow(3000000007L, 101, 101)]
        [DataRow(3000000007L, 109, 109)]
        public void A_number_that_does_not_fit_is_left_out_whole(long value, int filled, int expected)
        {
            LineWriter line = Filled(filled);
            line.Number(value);
            Assert.AreEqual(expected, line.Length);
        }

        // Requirement: SR-LOG
        [TestMethod]
        [DataRow(-150, 105, 113)]
        [DataRow(-150, 106, 106)]
        [DataRow(-150, 107, 107)]
        [DataRow(-150, 108, 108)]
        [DataRow(-150, 109, 109)]
        [DataRow(4201, 105, 113)]
        [DataRow(4201, 106, 106)]
        [DataRow(12345, 104, 113)]
        [DataRow(12345, 105, 105)]
        public void A_fraction_that_does_not_fit_is_left_out_whole(int value, int filled, int expected)
        {
            LineWriter line = Filled(filled);
            line.Fraction(value, 2);
            Assert.AreEqual(expected, line.Length);
        }

        // Requirement: SR-LOG
        [TestMethod]
        [DataRow(107, 113)]
        [DataRow(108, 108)]
        [DataRow(109, 109)]
        [DataRow(110, 110)]
        public void Hex_digits_that_do_not_fit_are_left_out_whole(int filled, int expected)
        {
            LineWriter line = Filled(filled);
            line.Hex(0x1AB, 3);
            Assert.AreEqual(expected, line.Length);
        }

        [TestMethod]
        public void Behind_a_field_that_was_left_out_nothing_follows_until_the_next_line()
        {
            LineWriter line = Filled(106);
            line.Number(12345);
            line.Number(1);
            line.End();
            Assert.AreEqual(113, line.Length);
            Assert.AreEqual((int)'*', (int)line.Buffer[106]);
            Assert.AreEqual((int)'\n', (int)line.Buffer[112]);
            line.Begin(Ascii.Parts("$X#", '#'));
            line.Number(7);
            Assert.AreEqual("$X7", Written(line));
        }

        [TestMethod]
        public void A_line_fits_the_transmit_FIFO()
        {
            Assert.AreEqual(120, LineWriter.MostBytes);
            Assert.AreEqual(120, new LineWriter().Buffer.Length);
        }

        [TestMethod]
        public void Ascii_takes_each_character()
        {
            byte[] bytes = Ascii.Bytes("$ ~");
            Assert.AreEqual(3, bytes.Length);
            Assert.AreEqual(0x24, (int)bytes[0]);
            Assert.AreEqual(0x20, (int)bytes[1]);
            Assert.AreEqual(0x7E, (int)bytes[2]);
        }

        [TestMethod]
        public void A_text_has_as_many_parts_as_separators_and_one()
        {
            byte[][] parts = Ascii.Parts("$A# k=#", '#');
            Assert.AreEqual(3, parts.Length);
            Assert.AreEqual("$A", Text.Of(parts[0], 0, parts[0].Length));
            Assert.AreEqual(" k=", Text.Of(parts[1], 0, parts[1].Length));
            Assert.AreEqual(0, parts[2].Length);
        }

        private static LineWriter Begun()
        {
            LineWriter line = new LineWriter();
            line.Begin(Ascii.Parts("$# k=#", '#'));
            return line;
        }

        private static LineWriter Filled(int bytes)
        {
            LineWriter line = new LineWriter();
            line.Begin(new byte[][] { new byte[bytes], Ascii.Bytes(" k="), Ascii.Bytes(" n=") });
            line.Word(new byte[0]);
            return line;
        }

        private static string Written(LineWriter line)
        {
            return Text.Of(line.Buffer, 0, line.Length);
        }
    }
}

namespace Interlock.Firmware.Telemetry
{
    /// <summary>Turns text into bytes at start-up, since a string literal costs heap each time that it is used on nanoCLR.</summary>
    public static class Ascii
    {
        /// <summary>The bytes of a text of 7-bit characters.</summary>
        public static byte[] Bytes(string text)
        {
            byte[] bytes = new byte[text.Length];
            for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)text[i];
            return bytes;
        }

        /// <summary>The bytes of each part of a text.</summary>
        public static byte[][] Parts(string text, char separator)
        {
            string[] texts = text.Split(new char[] { separator });
            byte[][] parts = new byte[texts.Length][];
            for (int i = 0; i < parts.Length; i++) parts[i] = Bytes(texts[i]);
            return parts;
        }
    }
}

using System.Text;

namespace Interlock.Tests.Support
{
    /// <summary>Bytes as text. Apart, since System.Text has a class Ascii on a PC, and the firmware has one too.</summary>
    public static class Text
    {
        /// <summary>The text of some bytes of a buffer.</summary>
        public static string Of(byte[] buffer, int start, int count)
        {
            return Encoding.UTF8.GetString(buffer, start, count);
        }
    }
}

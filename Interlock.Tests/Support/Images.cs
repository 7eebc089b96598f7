using Interlock.Drivers.Max31856;

namespace Interlock.Tests.Support
{
    /// <summary>Images of a chip's registers.</summary>
    public static class Images
    {
        /// <summary>An image with the given configuration in its registers.</summary>
        public static ChipImage Of(ChipConfiguration configuration, int tipCounts, int coldJunctionCounts, int status)
        {
            ChipImage image = new ChipImage();
            for (int r = 0; r < Register.ConfigurationCount; r++) image.Bytes[r + 1] = configuration.Expected(r);
            image.TipCounts = tipCounts;
            image.ColdJunctionCounts = coldJunctionCounts;
            image.Status = status;
            return image;
        }

        /// <summary>An image of which every register reads the same.</summary>
        public static ChipImage AllOf(byte value)
        {
            ChipImage image = new ChipImage();
            for (int i = 1; i < ChipImage.BurstLength; i++) image.Bytes[i] = value;
            image.Decode();
            return image;
        }
    }
}

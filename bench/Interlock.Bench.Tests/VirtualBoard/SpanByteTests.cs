namespace Interlock.VirtualBoard.Tests;

/// <summary>nanoFramework's window on a byte array.</summary>
[TestClass]
public class SpanByteTests
{
    [TestMethod]
    public void IsAWindow()
    {
        byte[] array = { 1, 2, 3, 4, 5 };
        SpanByte span = new SpanByte(array, 1, 3);
        span[0] = 9;
        Assert.AreEqual(9, array[1]);
        Assert.AreEqual(3, span.Length);
        CollectionAssert.AreEqual(new byte[] { 9, 3, 4 }, span.ToArray());
        CollectionAssert.AreEqual(new byte[] { 3, 4 }, span.Slice(1).ToArray());
        CollectionAssert.AreEqual(new byte[] { 3 }, span.Slice(1, 1).ToArray());
    }

    [TestMethod]
    public void KnowsItsEnds()
    {
        byte[] array = new byte[4];
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new SpanByte(array, 2, 3).ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new SpanByte(array, -1, 1).ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new SpanByte(array, 1, 2)[2]);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new SpanByte(array, 1, 2).Slice(1, 2).ToArray());
        Assert.ThrowsExactly<ArgumentException>(() => new SpanByte(array).CopyTo(new SpanByte(array, 0, 3)));
    }

    [TestMethod]
    public void EmptyAndNull()
    {
        Assert.IsTrue(SpanByte.Empty.IsEmpty);
        Assert.IsTrue(new SpanByte(null).IsEmpty);
        Assert.IsFalse(new SpanByte(new byte[1]).IsEmpty);
        SpanByte converted = new byte[] { 7 };
        byte[] copy = new byte[2];
        converted.CopyTo(new SpanByte(copy, 1, 1));
        CollectionAssert.AreEqual(new byte[] { 0, 7 }, copy);
    }
}

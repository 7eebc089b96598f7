using System;
using MsTest = Microsoft.VisualStudio.TestTools.UnitTesting;

namespace nanoFramework.TestFramework
{
    /// <summary>The members of nanoFramework's Assert that the tests use, by MSTest's.</summary>
    public sealed class Assert
    {
        private Assert()
        {
        }

        /// <summary>Fails unless both are equal.</summary>
        public static void AreEqual(bool expected, bool actual, string message = "") => MsTest.Assert.AreEqual(expected, actual, message);

        /// <summary>Fails unless both are equal.</summary>
        public static void AreEqual(int expected, int actual, string message = "") => MsTest.Assert.AreEqual(expected, actual, message);

        /// <summary>Fails unless both are equal.</summary>
        public static void AreEqual(long expected, long actual, string message = "") => MsTest.Assert.AreEqual(expected, actual, message);

        /// <summary>Fails unless both are equal.</summary>
        public static void AreEqual(string expected, string actual, string message = "") => MsTest.Assert.AreEqual(expected, actual, message);

        /// <summary>Fails if both are equal.</summary>
        public static void AreNotEqual(int notExpected, int actual, string message = "") => MsTest.Assert.AreNotEqual(notExpected, actual, message);

        /// <summary>Fails unless true.</summary>
        public static void IsTrue(bool condition, string message = "") => MsTest.Assert.IsTrue(condition, message);

        /// <summary>Fails unless false.</summary>
        public static void IsFalse(bool condition, string message = "") => MsTest.Assert.IsFalse(condition, message);
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using MsTest = Microsoft.VisualStudio.TestTools.UnitTesting;

// nanoFramework.TestFramework's attributes as MSTest's. [Setup] and [Cleanup] are left out on purpose: on a nanoCLR they run
// once for a class and without an instance, which MSTest cannot do to the same method, so a test that used them would not build here.
namespace nanoFramework.TestFramework
{
    /// <summary>A class of tests.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class TestClassAttribute : MsTest.TestClassAttribute
    {
    }

    /// <summary>A test.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class TestMethodAttribute : MsTest.TestMethodAttribute
    {
        /// <summary>A test at the place where the attribute stands.</summary>
        public TestMethodAttribute([CallerFilePath] string file = "", [CallerLineNumber] int line = -1)
            : base(file, line)
        {
        }
    }

    /// <summary>One case of a test: its arguments.</summary>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public sealed class DataRowAttribute : Attribute, MsTest.ITestDataSource
    {
        /// <summary>A case.</summary>
        public DataRowAttribute(params object[] methodParameters)
        {
            MethodParameters = methodParameters;
        }

        /// <summary>The arguments.</summary>
        public object[] MethodParameters { get; }

        /// <inheritdoc/>
        public IEnumerable<object[]> GetData(MethodInfo methodInfo)
        {
            ParameterInfo[] parameters = methodInfo.GetParameters();
            if (parameters.Length != MethodParameters.Length) throw new ArgumentException(methodInfo.Name + ": a row has another number of arguments");
            for (int i = 0; i < parameters.Length; i++)
            {
                // A nanoCLR converts nothing: a literal of another type fails there, so it fails here too.
                if (MethodParameters[i].GetType() != parameters[i].ParameterType)
                {
                    throw new ArgumentException(methodInfo.Name + ": argument " + parameters[i].Name + " is not exactly of its parameter's type");
                }
            }

            yield return MethodParameters;
        }

        /// <inheritdoc/>
        public string GetDisplayName(MethodInfo methodInfo, object[] data)
        {
            return methodInfo.Name + " (" + string.Join(", ", Array.ConvertAll(data, d => System.Convert.ToString(d, CultureInfo.InvariantCulture))) + ")";
        }
    }
}

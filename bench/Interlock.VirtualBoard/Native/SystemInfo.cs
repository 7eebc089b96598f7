using System;

namespace nanoFramework.Runtime.Native;

public static class SystemInfo
{
    public static Version Version => new Version(1, 17, 11, 0);

    public static string OEMString => "Interlock virtual board";

    public static byte OEM => 0;

    public static byte Model => 0;

    public static ushort SKU => 0;

    public static string TargetName => "ESP32_REV0";

    public static string Platform => "ESP32";
}

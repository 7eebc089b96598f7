namespace Iot.Device.Max31856;

public enum ThermocoupleType : byte
{
    B = 0,
    E = 1,
    J = 2,
    K = 3,
    N = 4,
    R = 5,
    S = 6,
    T = 7,
}

using System;
using System.Collections.Generic;

namespace Interlock.Proofs.Acceptance;

/// <summary>
/// What a thermocouple simulator puts out over time: a temperature, a step or a ramp to another. A conversion that is under
/// way asks for the past, so the past is kept as it was.
/// </summary>
public sealed class SimulatorOutput(double celsius)
{
    // A conversion lasts 0.2 s at most; a test's acts are seconds apart, its ramps are cut short by nothing.
    private const int KeptPieces = 16;

    private readonly List<Piece> _pieces = [new Piece(0, celsius, celsius, 0, true)];

    /// <summary>From a time on, to a temperature.</summary>
    /// <returns>When it is there.</returns>
    public long Go(long fromUs, double celsius, double? celsiusPerSecond)
    {
        double before = CelsiusAt(fromUs);
        double start = double.IsNaN(before) ? _pieces[^1].ToCelsius : before;
        long lastsUs = celsiusPerSecond is { } rate ? (long)(Math.Abs(celsius - start) / rate * 1e6) : 0;
        Add(new Piece(fromUs, start, celsius, lastsUs, true));
        return fromUs + lastsUs;
    }

    /// <summary>From a time on, with its leads on or off.</summary>
    public void Connect(long fromUs, bool isConnected)
    {
        Piece last = _pieces[^1];
        double celsius = last.CelsiusAt(fromUs);
        Add(new Piece(fromUs, celsius, celsius, 0, isConnected));
    }

    /// <summary>degC; NaN while a lead is off.</summary>
    public double CelsiusAt(long us)
    {
        Piece piece = PieceAt(us);
        return piece.IsConnected ? piece.CelsiusAt(us) : double.NaN;
    }

    /// <summary>When it last reached a temperature from below; null if it did not since a time.</summary>
    public long? ReachedUs(double celsius, long sinceUs)
    {
        for (int i = _pieces.Count - 1; i >= 0 && _pieces[i].FromUs >= sinceUs; i--)
        {
            Piece piece = _pieces[i];
            bool isStep = piece.LastsUs == 0;
            double start = isStep && i > 0 ? _pieces[i - 1].CelsiusAt(piece.FromUs) : piece.FromCelsius;
            if (start >= celsius || piece.ToCelsius < celsius) continue;
            return isStep ? piece.FromUs : piece.FromUs + (long)((celsius - piece.FromCelsius) / (piece.ToCelsius - piece.FromCelsius) * piece.LastsUs);
        }

        return null;
    }

    private Piece PieceAt(long us)
    {
        int i = _pieces.Count - 1;
        while (i > 0 && _pieces[i].FromUs > us) i--;
        return _pieces[i];
    }

    private void Add(Piece piece)
    {
        _pieces.Add(piece);
        if (_pieces.Count > KeptPieces) _pieces.RemoveAt(0);
    }

    private sealed record Piece(long FromUs, double FromCelsius, double ToCelsius, long LastsUs, bool IsConnected)
    {
        public double CelsiusAt(long us)
        {
            if (us >= FromUs + LastsUs) return ToCelsius;
            return FromCelsius + ((ToCelsius - FromCelsius) * (us - FromUs) / LastsUs);
        }
    }
}

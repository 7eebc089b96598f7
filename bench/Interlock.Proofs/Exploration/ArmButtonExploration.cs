using System.Collections.Generic;
using System.Globalization;
using Interlock.Firmware.States;

namespace Interlock.Proofs.Exploration;

/// <summary>
/// Every history of ARM's level, sampled with any time since the press began: below, at and above 50 ms and 5 s. Letting
/// each sample choose that time anew, even an earlier one, holds every timing of ticks and fingers.
/// </summary>
public static class ArmButtonExploration
{
    private const int BreaksPress = 1;
    private const int BreaksRelease = 2;

    private static readonly int[] _heldMs = [0, 49, 50, 51, 4999, 5000, 5001];

    private static readonly (string Id, string Text)[] _properties =
    [
        ("EX-40", "A press begins when ARM goes down, and counts as pressed once, from 50 ms on, while it is down"),
        ("EX-41", "Letting go of a press that counted is a click up to 5 s and held too long after that, never both; nothing else is either"),
    ];

    private static readonly FieldImage _image = new(typeof(ArmButton));

    /// <summary>Explores to the last state.</summary>
    public static PartResult Run()
    {
        Walk walk = new("ARM button", _properties);
        walk.Explore(new Place(_image.Save(new ArmButton()), false, false), Moves, Describe);
        return walk.Result();
    }

    private static IEnumerable<Move<Place>> Moves(Place place)
    {
        for (int letter = 0; letter < 2 * _heldMs.Length; letter++)
        {
            bool down = (letter & 1) != 0;
            int heldMs = _heldMs[letter >> 1];
            ArmButton button = new();
            _image.Load(button, place.Button);
            button.Sample(down, heldMs);

            bool began = down && !place.WasDown;
            bool hadCounted = place.HasCounted && !began;
            bool pressed = down && !hadCounted && !began && heldMs >= 50;
            bool letGo = !down && place.WasDown && place.HasCounted;
            int broken = 0;
            if (button.Began != began || button.Pressed != pressed) broken |= BreaksPress;
            if (button.Clicked != (letGo && heldMs <= 5000) || button.HeldTooLong != (letGo && heldMs > 5000)) broken |= BreaksRelease;
            yield return new Move<Place>(new Place(_image.Save(button), down, hadCounted || pressed), letter, broken);
        }
    }

    private static string Describe(int letter) =>
        string.Create(CultureInfo.InvariantCulture, $"ARM {((letter & 1) != 0 ? "down" : "up")}, {_heldMs[letter >> 1]} ms after it went down");

    /// <summary>The button, and what an onlooker remembers of it.</summary>
    private readonly record struct Place(string Button, bool WasDown, bool HasCounted);
}

using FsCheck;
using FsCheck.Fluent;
using Interlock.Drivers.Board;
using Interlock.Firmware.States;

namespace Interlock.Bench.Tests.Properties;

/// <summary>Acts of ARM against a model that keeps every look and works out from all of them what an act is (docs/design-notes.md).</summary>
[TestClass]
public class ArmButtonProperties
{
    private const int Rest = Levels.Arm;
    private const int Pressed = Levels.ArmRest;
    private const int Neither = Levels.Arm | Levels.ArmRest;
    private const int BothClosed = 0;

    /// <summary>Contacts that stay for some looks, so many ms apart; mostly short, now and then longer than the longest act.</summary>
    private static readonly Gen<Stretch> _stretches =
        from contacts in Gen.Frequency((4, Gen.Constant(Rest)), (4, Gen.Constant(Pressed)), (1, Gen.Constant(Neither)), (1, Gen.Constant(BothClosed)))
        from looks in Gen.Frequency((10, Gen.Choose(1, 8)), (10, Gen.Choose(20, 30)), (1, Gen.Choose(100, 260)))
        from spanMs in Gen.Elements(10, 19, 20, 20, 20, 20, 21, 30, 50, 100)
        select new Stretch(contacts, looks, spanMs);

    [TestMethod]
    public void Any_sequence_of_looks_makes_the_acts_that_a_naive_model_makes()
    {
        Holds.ForSequences(_stretches, sequence =>
        {
            ArmButton button = new();
            Naive naive = new();
            long nowMs = 0;
            foreach (Stretch stretch in sequence)
            {
                for (int i = 0; i < stretch.Looks; i++)
                {
                    nowMs += stretch.SpanMs;
                    button.Look(stretch.Contacts, nowMs);
                    naive.Look(stretch.Contacts, nowMs);

                    Assert.AreEqual(
                        (naive.Began, naive.HasPressed, naive.HasActed, naive.HasFailed, naive.IsTooLong, naive.IsContactBad, naive.IsAtRest),
                        (button.Began, button.HasPressed, button.HasActed, button.HasFailed, button.IsTooLong, button.IsContactBad, button.IsAtRest),
                        $"began, pressed, acted, failed, too long, contact bad, at rest at {nowMs} ms");
                    Assert.AreEqual(naive.IsActing, button.IsActing, $"acting at {nowMs} ms");
                }
            }
        });
    }

    [TestMethod]
    public void The_sequences_hold_acts_of_every_kind()
    {
        int acted = 0;
        int failed = 0;
        int tooLong = 0;
        Holds.ForSequences(_stretches, sequence =>
        {
            ArmButton button = new();
            long nowMs = 0;
            foreach (Stretch stretch in sequence)
            {
                for (int i = 0; i < stretch.Looks; i++)
                {
                    button.Look(stretch.Contacts, nowMs += stretch.SpanMs);
                    if (button.HasActed) acted++;
                    if (button.HasFailed) failed++;
                    if (button.IsTooLong) tooLong++;
                }
            }
        });

        Assert.IsTrue(acted > 1000 && failed > 1000 && tooLong > 1000, $"{acted} counted, {failed} refused, {tooLong} too long");
    }

    /// <param name="Contacts">Of <see cref="Levels"/>.</param>
    /// <param name="Looks">How many.</param>
    /// <param name="SpanMs">Before each of them.</param>
    private sealed record Stretch(int Contacts, int Looks, int SpanMs);

    /// <summary>Keeps the looks since the button last was at rest.</summary>
    private sealed class Naive
    {
        private readonly List<(long Ms, int Contacts)> _looks = [];
        private bool _wasTooLong;

        public bool Began { get; private set; }

        public bool HasPressed { get; private set; }

        public bool HasActed { get; private set; }

        public bool HasFailed { get; private set; }

        public bool IsTooLong { get; private set; }

        public bool IsContactBad { get; private set; }

        public bool IsAtRest { get; private set; }

        public bool IsActing { get; private set; }

        public void Look(int contacts, long nowMs)
        {
            (Began, HasPressed, HasActed, HasFailed, IsTooLong) = (false, false, false, false, false);
            if (IsAtRest && contacts == Rest) return;
            if (IsAtRest)
            {
                _looks.Clear();
                (Began, IsActing, IsAtRest, _wasTooLong) = (true, true, false, false);
            }

            _looks.Add((nowMs, contacts));
            HasPressed = contacts == Pressed && RunMs(_looks.Count - 1) >= 100 && (_looks.Count == 1 || _looks[^2].Contacts != Pressed || RunMs(_looks.Count - 2) < 100);
            IsContactBad |= contacts is Neither or BothClosed && nowMs - LastAgreedMs() > 500;
            IsTooLong = IsActing && nowMs - _looks[0].Ms >= 5000;
            if (IsTooLong) (IsActing, _wasTooLong) = (false, true);
            if (contacts == Rest && RunMs(_looks.Count - 1) >= 500) ComeToRest();
        }

        private void ComeToRest()
        {
            (IsAtRest, IsContactBad) = (true, false);
            if (!IsActing) return;
            IsActing = false;

            long beganMs = _looks[0].Ms;
            long restMs = _looks[RunStart(_looks.Count - 1)].Ms;
            int longest = -1;
            for (int i = 0; i < _looks.Count; i++)
            {
                if (_looks[i].Contacts == Pressed && (longest < 0 || RunMs(i) > RunMs(longest))) longest = i;
            }

            HasActed = longest >= 0 && RunMs(longest) >= 100 && _looks[RunStart(longest)].Ms - beganMs <= 400 && restMs - _looks[longest].Ms <= 400;
            HasFailed = !HasActed && restMs - beganMs > 200;
        }

        /// <summary>How long the contacts have been what they are at a look.</summary>
        private long RunMs(int look) => _looks[look].Ms - _looks[RunStart(look)].Ms;

        private int RunStart(int look)
        {
            int start = look;
            while (start > 0 && _looks[start - 1].Contacts == _looks[look].Contacts) start--;
            return start;
        }

        /// <summary>Power-on, or an act's first look, stands for an agreement that was not seen.</summary>
        private long LastAgreedMs()
        {
            int last = _looks.FindLastIndex(look => look.Contacts is Rest or Pressed);
            if (last >= 0) return _looks[last].Ms;
            return IsActing || _wasTooLong ? _looks[0].Ms : 0;
        }
    }
}

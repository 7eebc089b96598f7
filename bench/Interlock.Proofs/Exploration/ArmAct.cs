namespace Interlock.Proofs.Exploration;

/// <summary>
/// What an act of ARM is, written from the text of docs/safety.md with its numbers, for one look after the other; all that an
/// onlooker with a stop-watch keeps. Times are milliseconds; -1 where there is none.
/// </summary>
internal record struct ArmAct
{
    /// <summary>ARM has rested for 500 ms, and no look was anything else since.</summary>
    public bool IsReady;

    /// <summary>How long the rest has lasted that goes on at this look.</summary>
    public int RestFor = -1;

    /// <summary>How long the run of looks with both contacts pressed has lasted that goes on at this look.</summary>
    public int RunFor = -1;

    /// <summary>How long ago the contacts agreed last.</summary>
    public int AgreedAgo;

    /// <summary>How long ago the act began that is on.</summary>
    public int ActFor = -1;

    /// <summary>Of that act's longest run, the first of several: its length, when it began after the act did, and how long ago it ended.</summary>
    public int Longest = -1;

    public int LongestBegan;

    public int LongestEndedAgo;

    /// <summary>The act was told as pressed.</summary>
    public bool WasPressed;

    /// <summary>Contacts that contradict each other were told, and have not rested since.</summary>
    public bool IsBad;

    public ArmAct()
    {
    }

    /// <summary>What this look must bring.</summary>
    public bool Began { readonly get; private set; }

    public bool Pressed { readonly get; private set; }

    public bool Counts { readonly get; private set; }

    public bool IsNoPress { readonly get; private set; }

    public bool IsTooLong { readonly get; private set; }

    /// <summary>The next look.</summary>
    /// <param name="open">The normally open contact says pressed.</param>
    /// <param name="closed">So does the normally closed one.</param>
    /// <param name="gapMs">Since the look before.</param>
    public void Look(bool open, bool closed, int gapMs)
    {
        (Began, Pressed, Counts, IsNoPress, IsTooLong) = (false, false, false, false, false);
        bool rests = !open && !closed;
        Pass(gapMs);
        if (!rests && IsReady) Begin();
        RestFor = rests ? (RestFor < 0 ? 0 : RestFor) : -1;
        if (open && closed) GoOnWithRun(gapMs);
        else RunFor = -1;
        if (open == closed) AgreedAgo = 0;
        IsBad |= AgreedAgo > 500;

        if (ActFor >= 5000)
        {
            IsTooLong = true;
            ActFor = -1;
        }

        if (RestFor >= 500 && !IsReady) End();
    }

    private void Pass(int gapMs)
    {
        if (RestFor >= 0) RestFor += gapMs;
        if (ActFor >= 0) ActFor += gapMs;
        LongestEndedAgo += gapMs;
        AgreedAgo += gapMs;
    }

    private void Begin()
    {
        Began = true;
        IsReady = false;
        ActFor = 0;
        Longest = -1;
        WasPressed = false;
        AgreedAgo = 0;
    }

    private void GoOnWithRun(int gapMs)
    {
        int before = RunFor;
        RunFor = before < 0 ? 0 : before + gapMs;
        Pressed = RunFor >= 100 && before < 100;
        WasPressed |= Pressed;
        if (ActFor < 0 || RunFor <= Longest) return;
        Longest = RunFor;
        LongestBegan = ActFor - RunFor;
        LongestEndedAgo = 0;
    }

    private void End()
    {
        IsReady = true;
        IsBad = false;
        if (ActFor < 0) return;
        int closingRestAfter = LongestEndedAgo - RestFor;
        Counts = Longest >= 100 && LongestBegan <= 400 && closingRestAfter <= 400;
        IsNoPress = !Counts && ActFor - RestFor > 200;
        ActFor = -1;
    }
}

"""Filters and clamps of decks/cables.cir: what the generator's field on a cable, a hand's discharge and a surge leave behind them."""
from bench import models_library, number, part_lines, spice

# The generator's bands, and one that a cable of a metre catches best.
BANDS = (("100_MHz", 100e6), ("915_MHz", 915e6), ("2.45_GHz", 2.45e9))
# A cable's wire, what it leads to, what loads it there: the inner circuit, or an open contact's few picofarads.
WAYS = {"J701": ("LINE_A_IN", "LINE_A", "Cload LINE_A 0 5p"), "J701_other": ("LINE_B_IN", "LINE_B", "Cload LINE_B 0 5p"),
        "J801": ("24V_IN", "24V_B", "Rload 24V_B 0 50"), "J801_minus": ("0V_IN", "0V_B", "Rload 0V_B 0 50"),
        "J901": ("UART_OUT", "UART_R", "Rload UART_R 0 130"), "J901_5V": ("USB_5V", "5VU", "Rload 5VU 0 50")}
PANEL = ("ARM_SW", "ARM_NC_SW", "STOP_SW", "24V_S", "LAMP_G", "LAMP_R", "RED_K", "BUZZ_K")
# dB at 100 MHz, 915 MHz, 2.45 GHz. A bead alone does nothing for an open line at 100 MHz, and no capacitor may lie across the line.
LIMITS = {"J701": (None, 15, 15), "J701_other": (None, 15, 15), "J801": (20, 20, 15), "J801_minus": (20, 20, 15), "J901": (30, 30, 30),
          "J901_5V": (30, 30, 30), "J1001": (20, 20, 15)}
# A hand: 150 pF, 330 ohm, 8 kV, and what makes it rise in 0.8 ns, on a wire whose ground is earthed, which is the worse case.
HAND = "Ch H 0 150p IC=8k\nRh H L 330\nLh L S 120n\nSh S {wire} c 0 HAND\nVc c 0 PWL(0 0 10n 0 10.7n 1)\n.model HAND SW(VT=0.5 RON=0.01 ROFF=1e12)\n"
# A surge of 1 kV between a wire of the supply and earth: 12 ohm of the generator and 30 of the coupling, 1.2/50 us.
SURGE = "Vsurge g 0 EXP(0 1050 1u 0.4u 3u 68u)\nRsurge g {wire} 42\n"
GROUNDS = "Rch CHASSIS 0 1u\nRgu GNDU 0 1u\n.options rshunt=1e9\n"
BROKEN = []


def deck(broken=()):
    lines = [list(words) for words in part_lines("cables.cir")]
    for kind, ref, pins, *_ in [*broken, *BROKEN]:
        for words in lines:
            if of(words[0]) == ref:
                if kind == "scale":
                    words[-1] = f"{number(words[-1]) * pins:g}" if words[0] == ref else words[-1]
                elif kind == "short":
                    words[:] = [f"R{words[0]}x", words[1], words[2], "1m"]
                else:
                    words[:] = [f"R{words[0]}x", words[1], words[2], "1e12"]
    return "cables\n" + models_library() + "\n".join(" ".join(words) for words in lines) + "\n" + GROUNDS


def of(name):
    """The reference of a line: a bead's three lines are one part's."""
    if name[0] == "X":
        return name[1:]
    return name[1:] if name[1:3] == "FB" else name


def left_over(wire, inner, load, hertz, text):
    """dB by which the inner end of a cable's wire is lower than without the part: 1 V behind 50 ohm."""
    source = f"Vfield f 0 AC 1\nRfield f {wire} 50\n{load}\nEseen seen 0 {inner} 0 1\n"
    quiet = "R5V 5V 0 1\nRbus USB_5V 0 1k\n" if inner != "5VU" else "R5V 5V 0 1\n"
    with_it = spice(text + source + quiet, ["g"], f"ac lin 1 {hertz} {hertz}\nlet g = db(v(seen))")[0][1]
    kind, _, _, value = load.split()
    bare = f"bare\nVfield f 0 AC 1\nRfield f {inner} 50\n{kind} {inner} 0 {value}\nEseen seen 0 {inner} 0 1\n"
    return spice(bare, ["g"], f"ac lin 1 {hertz} {hertz}\nlet g = db(v(seen))")[0][1] - with_it


def highest(text, wire, net, pulse, until, step):
    rows = spice(text + pulse.format(wire=wire), [f"v({net})"], f"tran {step / 2:g} {until:g} 0 {step:g} uic")
    return max(abs(row[1]) for row in rows)


def checks(report):
    text = deck()
    ways = {name: [way] for name, way in WAYS.items()} | {"J1001": [(wire, wire, f"Rload {wire} 0 1k") for wire in PANEL]}
    for name, cable in ways.items():
        for (band, hertz), limit in zip(BANDS, LIMITS[name]):
            if limit is not None:
                report.add(f"rf_{name}_{band}", min(left_over(*way, hertz, text) for way in cable), "dB", limit, below=False)
    supplied = text + "V5 5V 0 5\nVu USB_5V 0 5\n"
    # Behind the bead R901 leads to U901, whose pin clamps at 4 V; it stands 4 kV of the human body's model, 2.6 A [R].
    pin = "R901 UART_R PIN 100\nDpin PIN 0 DPIN\n.model DPIN D(IS=1e-14 N=1 RS=1 BV=4 IBV=1m)\n"
    into = (highest(supplied + pin, "UART_OUT", "uart_r", HAND, 1e-6, 2e-11) - 4) / 100
    report.add("discharge_8_kV_telemetry_into_U901", into, "A", 2.6, digits=2)
    for wire in ("ARM_SW", "ARM_NC_SW", "STOP_SW"):
        volts = highest(supplied + f"Rpull {wire} 0 10k\n", wire, wire.lower(), HAND, 1e-6, 2e-11)
        report.add(f"discharge_8_kV_{wire}_at_capacitor", volts, "V", 50)
    for wire, inner in (("24V_IN", "24v_b"), ("0V_IN", "0v_b")):
        report.add(f"surge_1_kV_{wire}", highest(text + f"Rload {inner.upper()} 0 10k\n", wire, inner, SURGE, 2e-4, 1e-7), "V", 60)

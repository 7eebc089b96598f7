"""The supply of decks/power.cir: the thyristor that shorts 5 V when a supply is above its range, and the switch in the minus that keeps a
reversed supply out. Single faults of both."""
from concurrent.futures import ThreadPoolExecutor

from bench import Channels, NoWaves, Waves, models_library, number, part_lines, spice

NETS = ["5V", "3V3", "OV_GATE", "0V_B", "I_SUPPLY"]
# An external supply of 24 V 1 A with its own capacitor and its limit, on wires of 0.1 ohm each; its minus is on earth unless said.
SUPPLY = ("Cs SP SM 1000u IC=24\nBs SM SP I = max(0, min(1.3, 20*(24 - V(SP,SM))))\nRearth SM CHASSIS 0.05\nR801 GND CHASSIS 1m\n"
          "Bi I_SUPPLY 0 V = V(SP,P)/0.1\n")
PLUGGED = "Rp SP P 0.1\nRm SM M 0.1\nRpp P 24V_B 1m\nRmm M 0V_B 1m\n"
REVERSED = "Rp SP P 0.1\nRm SM M 0.1\nRpp P 0V_B 1m\nRmm M 24V_B 1m\n"
# In normal use for 50 ms, then turned round within 0.1 ms.
TURNED = ("Rp SP P 0.1\nRm SM M 0.1\nVn n 0 PWL(0 1 0.05 1 0.0501 0)\nVt t 0 PWL(0 0 0.0501 0 0.0502 1)\n"
          "Sn1 P 24V_B n 0 PLUG\nSn2 M 0V_B n 0 PLUG\nSt1 P 0V_B t 0 PLUG\nSt2 M 24V_B t 0 PLUG\n")
# What the box draws: 0.1 A at 3.3 V, the lamps and the isolated converter.
LOAD = "Resp 3V3 GND 33\nRload 5V GND 200\nRiso 24V_F GND 1k\n"
SWITCHES = ".model PLUG SW(VT=0.5 VH=0.1 RON=1m ROFF=1e9)\n.model BROKEN SW(VT=0.5 VH=0.1 RON=0.05 ROFF=1e10)\n"
# The reference over temperature, the divider of thin film, and the Zener.
REFERENCE, THIN_FILM, ZENER = 0.01, 0.002, 0.05
REGULATOR_FAILS, CONVERTER_FAILS = ("5V", "3V3"), ("24V_F", "5V")
FAILS_S = 0.02
BROKEN = []  # what --break asks for


def deck(broken=(), scaled=(), models=()):
    """The deck's lines: parts scaled (ref, factor), one broken (kind, ref, pins), words of the models replaced."""
    parts = [list(words) for words in part_lines("power.cir")]
    lines = []
    for ref, factor in scaled:
        words = find(parts, ref)
        words[-1] = f"{number(words[-1]) * factor:g}"
    for kind, ref, pins, *_ in [*broken, *BROKEN]:
        words = find(parts, ref)
        if kind == "scale":
            words[-1] = f"{number(words[-1]) * pins:g}"
        elif kind == "short":
            lines.append(f"Rshort_{ref} {words[1 + pins[0]]} {words[1 + pins[1]]} 0.01")
        else:
            lines.append(f"Ropen_{ref} {words[1 + pins[0]]} cut_{ref} 1e10")
            words[1 + pins[0]] = f"cut_{ref}"
    library = models_library()
    for old, new in models:
        library = library.replace(old, new)
    return library + "\n".join([" ".join(words) for words in parts] + lines) + "\n"


def find(parts, ref):
    return next(words for words in parts if words[0] in (ref, "X" + ref))


def play(text, until, step=2e-5, extra=LOAD, plug=PLUGGED):
    names = [f"v({net})" for net in NETS]
    rows = spice("supply\n" + text + SUPPLY + plug + extra + SWITCHES + ".options method=gear\n", names, f"tran {step / 2:g} {until:g} 0 {step:g} uic")
    return Waves(NETS, rows)


def shorted(nets, when=FAILS_S):
    """A converter's input goes through to its output; in PS801 the coil stays in the way, of 10 uH at least (assumed)."""
    coil = f"Lf through {nets[1]} 10u\n" if nets == CONVERTER_FAILS else f"Rf through {nets[1]} 1m\n"
    return f"Vf f 0 PWL(0 0 {when:g} 0 {when + 1e-6:g} 1)\nSf {nets[0]} through f 0 BROKEN\n" + coil


def fires_at(net, low):
    """The voltage at which 5 V is shorted, as a lab supply raises a net slowly, the parts at one end of their tolerances."""
    sign = -1 if low else 1
    models = (("vref=1.24", f"vref={1.24 * (1 + sign * REFERENCE):g}"), ("BV=5.6", f"BV={5.6 * (1 + sign * ZENER):g}"))
    text = deck(scaled=(("R803", 1 + sign * THIN_FILM), ("R804", 1 - sign * THIN_FILM)), models=models)
    first, last = (3.2, 4.0) if net == "3V3" else (5.0, 8.0)
    waves = play(text, 0.15, 1e-4, LOAD + f"Vlab lab 0 PWL(0 0 0.02 {first} 0.05 {first} 0.15 {last})\nRlab lab {net} 0.2\n")
    fired = waves.crossing("5V", 4, 0.03, False)
    return None if fired is None else waves.at(net, fired - 1e-4)


def checks(report, permitted):
    """Adds the checks of both protections; `permitted` closes the line of the channels' deck."""
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda case: fires_at(*case), [("3V3", True), ("3V3", False), ("5V", True), ("5V", False)]))
    report.add("overvoltage_3V3_fires_lowest", found[0], "V", 3.42, below=False, digits=3)
    report.add("overvoltage_3V3_fires_highest", found[1], "V", 3.6, digits=3)
    report.add("overvoltage_5V_fires_lowest", found[2], "V", 5.5, below=False, digits=2)
    report.add("overvoltage_5V_fires_highest", found[3], "V", 7, digits=2)

    # It keeps quiet at every start and when the processor's load comes and goes.
    waves = play(deck(), 0.06, extra=LOAD + "Ipulse 3V3 GND PULSE(0 0.5 0.02 1u 1u 0.01 1)\n")
    report.add("overvoltage_silent_5V_lowest", waves.lowest("5V", 0.01), "V", 4.75, below=False, digits=2)
    report.add("overvoltage_silent_gate_highest", waves.highest("OV_GATE", 0, 0.06), "V", 0.2, digits=3)

    for name, nets in (("U801", REGULATOR_FAILS), ("PS801", CONVERTER_FAILS)):
        waves = play(deck(), FAILS_S + 0.02, 1e-6, LOAD + shorted(nets))
        above = time_above(waves, "3V3", 3.6)
        report.add(f"{name}_shorted_3V3_highest", waves.highest("3V3"), "V", 5.5, digits=2)
        report.add(f"{name}_shorted_3V3_above_3.6_V", above * 1e6, "us", 100, digits=0)
        report.add(f"{name}_shorted_5V_highest", waves.highest("5V"), "V", 8, digits=2)
        report.add(f"{name}_shorted_3V3_after_5_ms", waves.highest("3V3", FAILS_S + 0.005), "V", 1.65, digits=2)
        report.add(f"{name}_shorted_line_open", line_open(permitted, nets), "ms", 15)
    report.add("PS801_shorted_thyristor_heat", heat(waves), "A2s", 24.5, digits=2)

    waves = play(deck(), 0.05, plug=REVERSED)
    report.add("reversed_minus_earthed_current", waves.highest("I_SUPPLY", 0.001) * 1000, "mA", 1, digits=3)
    waves = play(deck(), 0.07, plug=TURNED, step=1e-5)
    report.add("turned_round_while_running_current", waves.highest("I_SUPPLY", 0.0512) * 1000, "mA", 1, digits=3)
    # The switch in the minus costs little at all that the box can draw.
    waves = play(deck(), 0.05, extra=LOAD + "Rheavy 24V_F GND 100\n")
    report.add("supply_return_drop", -waves.lowest("0V_B", 0.02) * 1000, "mV", 100)


PINS = {"Q801": ("drain", "gate", "source"), "Q802": ("collector", "base", "emitter"), "Q803": ("anode", "gate", "cathode")}
# Chips and converters: a pin's place in the deck's line. The third of U802 is its ground.
OPENED = {"F801": (("", 0),), "PS801": (("input", 0), ("output", 2)), "U801": (("input", 0), ("output", 2)),
          "U802": (("reference", 0), ("cathode", 1), ("anode", 2))}
BRIDGED = {"F801": (("short", (0, 1)),), "PS801": (("input to output", (0, 2)),), "U801": (("input to output", (0, 2)),),
           "U802": (("pins 1 and 2 bridged: OV_SENSE, OV_K", (0, 1)), ("pins 2 and 3 bridged: OV_K, GND", (1, 2)))}


def listed():
    """(part, words for a person, fault) for every single fault of the deck."""
    found = []
    for words in part_lines("power.cir"):
        ref = words[0].lstrip("X")
        if ref in PINS:
            found += [(ref, f"{PINS[ref][i]} open", ("open", ref, (i,))) for i in range(3)]
            found += [(ref, f"{PINS[ref][a]} to {PINS[ref][b]} short", ("short", ref, (a, b))) for a, b in ((0, 1), (0, 2), (1, 2))]
        elif ref in OPENED:
            found += [(ref, f"{pin} open".strip(), ("open", ref, (i,))) for pin, i in OPENED[ref]]
            found += [(ref, name, ("short", ref, pins)) for name, pins in BRIDGED[ref]]
        else:
            found += [(ref, "open", ("open", ref, (0,))), (ref, "short", ("short", ref, (0, 1)))]
    return found


def judged(entry):
    """A line of faults.csv: has the box its supplies and no more, and which protection is gone until somebody tests it?"""
    part, words, fault = entry
    text = deck([fault])
    try:
        start = play(text, 0.03)
        gone = ["3.3 V above its range"] * (not shuts(text, REGULATOR_FAILS)) + ["5 V above its range"] * (not shuts(text, CONVERTER_FAILS))
        turned = play(text, 0.03, plug=REVERSED).highest("I_SUPPLY", 0.002) > 1e-3
    except NoWaves as error:
        return [part, words, "?", "-", "-", "-", f"not simulated: {error}".splitlines()[0], "", "", "FAIL"]
    dark = start.at("3V3", 0.03) < 3.07
    safe = start.highest("3V3", 0.01) < 3.6
    found_by, reason = "no effect", "nothing that the box does changes"
    if gone:
        found_by = "the acceptance test: OV_SENSE raised" if len(gone) == 2 or "3.3" in gone[0] else "step 3a of the bring-up alone"
        reason = "no watch on " + " and ".join(gone) + ": nothing changes until a regulator fails too"
    elif turned:
        found_by, reason = "step 2, reversed", "a reversed supply flows through R801: nothing changes while it is the right way round"
    if dark:
        found_by, reason = "no start", ""
    return [part, words, "opens" if dark else "closed", "-", "-", "-", found_by, "brownout=1000" if dark else "", reason, "PASS" if dark or safe else "FAIL"]


def shuts(text, nets):
    waves = play(text, FAILS_S + 0.006, 1e-5, LOAD + shorted(nets))
    return waves.highest("3V3", FAILS_S + 0.005) < 1.65


def single_faults():
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(judged, listed()))


def time_above(waves, net, level):
    pairs = zip(waves.time, waves.time[1:], waves.values[net])
    return sum(b - a for a, b, v in pairs if v > level)


def heat(waves):
    """What the thyristor must carry until the external supply's own limit is all that is left."""
    currents = waves.values["I_SUPPLY"]
    return sum(i * i * (b - a) for a, b, i in zip(waves.time, waves.time[1:], currents) if a > FAILS_S)


def line_open(permitted, nets):
    """The whole box on this supply: from the fault to the open line. The processor's pins stay where they were, which is the worse case."""
    box = permitted(Channels(), last=0.60)
    for net in ("3V3", "5V", "24V_F"):
        box.sources[net] = None
    box.extra += (deck_parts() + SUPPLY + PLUGGED + LOAD + SWITCHES + shorted(nets, 0.45)).splitlines()
    opened = box.run(0.52, 1e-3).crossing("LINE_B", 2.5, 0.45, False)
    return None if opened is None else (opened - 0.45) * 1000


def deck_parts():
    text = deck()
    return text[text.rindex("XF801"):]

"""Every single open and short of decks/channels.cir: does the line still open, does it stay open after a dip of the coils' rail
and a lapse of K1, which start-up test tells, and which fault of the virtual board plays it?"""
import csv
import os
from concurrent.futures import ThreadPoolExecutor

import power
import signals
from bench import HERE, OUTPUT_PIN, VDD, Channels, NoWaves, beats, part_lines, steps

HEADER = ["part", "fault", "line_without_demand", "k1_opens", "k2_opens", "after_a_dip", "found_by", "injected", "why_not", "verdict"]
TRANSISTOR = ("collector", "base", "emitter")
PINS = {"XOR_SCHMITT": ("in", "delayed", "out", "supply"), "SCHMITT": ("in", "out", "supply"),
        "SCHMITT_INV": ("in", "out", "supply"), "AND3": ("a", "b", "c", "out", "supply"), "NOR2": ("a", "b", "out", "supply"),
        "NOR_SCHMITT": ("a", "b", "out", "supply"), "UNFED_SCHMITT": ("fed", "enable", "out", "supply"),
        "NAND_SCHMITT": ("enable", "unfed", "out", "supply"),
        "COMPARATOR": ("plus", "minus", "out", "supply"), "COMPARATOR_PP": ("plus", "minus", "out", "supply"), "DFF": ("clock", "data", "clear", "out", "supply"),
        "DETECTOR": ("sense", "out", "supply"), "SUPERVISOR": ("out", "supply")}
# The ESP32's outputs, and how a pin of it that sticks is called on the virtual board.
STUCK_PINS = {("HEARTBEAT", "GND"): "heartbeat-stuck-low", ("HEARTBEAT", "3V3"): "heartbeat-stuck-high",
              ("ENABLE", "GND"): "enable-stuck-low", ("ENABLE", "3V3"): "enable-stuck-high",
              ("K2_HOLD", "GND"): "k2-hold-stuck-low", ("K2_HOLD", "3V3"): "k2-hold-stuck-high",
              ("FAULT", "GND"): "fault-stuck-low", ("FAULT", "3V3"): "fault-pin-stuck"}
# Lines that a fault holds: what the virtual board calls it.
STUCK_LINES = {("K1_MIRROR", "low"): "mirror-stuck", ("K1_MIRROR", "high"): "mirror-stuck=1",
               ("K2_MIRROR", "low"): "k2-mirror-stuck-closed", ("K2_MIRROR", "high"): "k2-mirror-stuck-open"}
# The pins of one side of a package, by its number of pins: neighbours that a bridge of solder joins.
SIDES = {5: ((1, 3), (4, 5)), 6: ((1, 3), (4, 6)), 8: ((1, 4), (5, 8)), 39: ((1, 14), (15, 24), (25, 38))}
NO_EFFECT = "changes no channel, no memory of a dip and no line that the firmware reads"
GREEN_ONLY = "the green lamp alone, which no program reads"
LAPSE = "a K1 that lets go for less than a tick and comes back: found by the acceptance test, HEARTBEAT held for an instant"
SOUNDER_ONLY = "the sounder's own way past the firmware alone: heard, or missed, at the step WATCHDOG of each start"


def listed():
    """(part, words for a person, fault without its time) for every single fault."""
    found = []
    for words in Channels().parts:
        name = words[0]
        kind = words[-1]
        if name[0] in "RCD":
            found.append((name, "open", ("open", name, (0,))))
            found.append((name, "short", ("short", name, (0, 1))))
        elif name[0] == "Q":
            found += [(name, f"{TRANSISTOR[i]} open", ("open", name, (i,))) for i in range(3)]
            found += [(name, f"{TRANSISTOR[a]} to {TRANSISTOR[b]} short", ("short", name, (a, b))) for a, b in ((0, 1), (0, 2), (1, 2))]
        elif kind == "RELAY":
            ref = name[1:]
            found += [(ref, "coil open", ("open", ref, (0,))), (ref, "coil short", ("short", ref, (0, 1))),
                      (ref, "make contact welded", ("weld", ref, ())), (ref, "make contact open", ("open", ref, (2,))),
                      (ref, "mirror contact open", ("open", ref, (4,))), (ref, "mirror contact short", ("short", ref, (4, 5))),
                      (ref, "lamp contact open", ("open", ref, (6,))), (ref, "lamp contact short", ("short", ref, (6, 7)))]
        else:
            found += of_chip(name[1:], kind)
    # The ESP32's outputs that no chip of the deck has alone on its pins.
    for net in ("ENABLE", "TELEMETRY", "K2_HOLD"):
        found += [("U401", f"{net} to {level}", ("short", "Q504", (net, level))) for level in ("GND", "3V3")]
    return found + bridges()


def of_chip(ref, kind):
    """Each pin open (an input then floats low or high), shorted to GND and to 3V3; the supply pin open."""
    found = []
    names = PINS[kind]
    for i, pin in enumerate(names[:-1]):
        if i == OUTPUT_PIN[kind]:
            found.append((ref, f"{pin} open", ("open", ref, (i,))))
        else:
            found.append((ref, f"{pin} open, low", ("open", ref, (i, "GND"))))
            found.append((ref, f"{pin} open, high", ("open", ref, (i, "3V3"))))
        found.append((ref, f"{pin} to GND", ("short", ref, (i, "GND"))))
        found.append((ref, f"{pin} to 3V3", ("short", ref, (i, "3V3"))))
    found.append((ref, "supply open", ("open", ref, (len(names) - 1, "GND"))))
    return found


def bridges():
    """Neighbouring pins of a package joined, where both nets are of the deck and neither is a supply; the others are wires.csv's."""
    deck = {net for words in part_lines("channels.cir") for net in words[1:-1]} - {"GND", "3V3", "5V"}
    packages = {}
    with open(os.path.join(os.path.dirname(HERE), "kicad", "netlist.csv"), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["pin"].isdigit() and row["ref"][0] == "U" and row["ref"][1] in "4567":
                packages.setdefault(row["ref"], {})[int(row["pin"])] = row["net"]
    found = []
    for ref, nets in packages.items():
        for first, last in SIDES[max(nets)]:
            for pin in range(first, last):
                a, b = nets.get(pin), nets.get(pin + 1)
                if a != b and a in deck and b in deck:
                    found.append((ref, f"pins {pin} and {pin + 1} bridged: {a}, {b}", ("short", "Q504", (a, b))))
    return found


class StartUp:
    """The firmware's proof test (Interlock.Firmware/SelfTests), an arming and a dip of the rail, played on the deck."""

    def __init__(self, fault):
        box = Channels().apply(fault)
        box.press((0.10, 0.25), (0.70, 0.85))
        box.sources["K2_HOLD"] = steps([(0, 0), (0.095, VDD), (0.305, 0), (0.66, VDD)])
        box.sources["FAULT"] = steps([(0, 0), (0.03, VDD), (0.27, 0), (0.64, VDD)])
        box.sources["ENABLE"] = steps([(0, 0), (0.31, VDD), (0.38, 0), (0.42, VDD), (0.66, 0), (0.90, VDD)])
        spans = ((0.31, 4), (0.42, 5), (0.90, 16))
        box.sources["HEARTBEAT"] = beats([start + 0.02 * i for start, count in spans for i in range(count)])
        box.stop = steps([(0, 1), (1.00, 0), (1.02, 1)])
        self.waves = box.run(1.09, 5e-3, True)
        self.step, self.stuck = self.judged()

    def is_in(self, relay, time):
        return self.waves.at(f"{relay}_ARM", time) > 0.5

    def mirror(self, relay, time):
        return self.waves.at(f"{relay}_MIRROR", time) > VDD / 2

    def latch_is_clear(self, time):
        return self.waves.at("K2_ON", time) > VDD / 2

    def sounds_rightly(self):
        """Silent while K1 is fed, sounding when HEARTBEAT has stopped and ENABLE is still high."""
        return self.waves.at("SOUND_WD", 0.495) < VDD / 2 < self.waves.at("SOUND_WD", 0.64)

    def comes_back(self, relay):
        return self.is_in(relay, 0.99) and self.is_in(relay, 1.08)

    def judged(self):
        """The first step that fails, and which line or relay is not as it should be; two times None when all is well."""
        w = self.waves
        for relay in ("K1", "K2"):
            if self.mirror(relay, 0.09):
                return "MIRRORS", self.wrong(relay, 0.09, True)
        if w.at("ARM", 0.09) < VDD / 2 or w.at("ARM_NC", 0.09) > VDD / 2:
            return "INPUTS", ("ARM", "low") if w.at("ARM", 0.09) < VDD / 2 else ("ARM_NC", "high")
        if w.at("ARM", 0.22) > VDD / 2 or w.at("ARM_NC", 0.22) < VDD / 2:
            return "ARM_CONTACT", ("ARM", "high") if w.at("ARM", 0.22) > VDD / 2 else ("ARM_NC", "low")
        for step, relay, pulled_in, time in (
                ("K2", "K2", True, 0.26), ("K2", "K2", False, 0.30), ("K1", "K1", True, 0.375), ("K1", "K1", False, 0.41),
                ("WATCHDOG", "K1", True, 0.495), ("WATCHDOG", "K1", False, 0.64), ("ARM refused (K2_RELEASED)", "K2", True, 0.88),
                ("RELAY_DID_NOT_CLOSE", "K1", True, 0.98)):
            if self.mirror(relay, time) != pulled_in:
                return step, self.wrong(relay, time, not pulled_in)
            other = "K1" if relay == "K2" else "K2"
            # K1 is energised with K2 out, and after the arming press with K2 in.
            if self.mirror(other, time) != (relay == "K1" and time > 0.9):
                return step, self.wrong(other, time, self.mirror(other, time))
        return ("line never closes", None) if w.at("LINE_B", 0.99) < 2.5 else (None, None)

    def wrong(self, relay, time, reads_open):
        """The mirror tells of a relay that is there, or it lies."""
        if self.is_in(relay, time) == reads_open:
            return relay, "in" if reads_open else "out"
        return f"{relay}_MIRROR", "high" if reads_open else "low"


def demand(fault, permitted):
    """The fault comes at 0.40 s of a closed line; at 0.50 s ENABLE falls, at 0.55 FAULT: does each relay let go of itself?"""
    box = permitted(Channels(), last=0.48).apply(fault + (0.40,))
    box.sources["ENABLE"] = steps([(0, 0), (0.20, VDD), (0.50, 0)])
    box.sources["FAULT"] = steps([(0, 0), (0.03, VDD), (0.55, 0)])
    w = box.run(0.59, 5e-3, True)
    return w.at("LINE_B", 0.39) > 2.5, w.at("LINE_B", 0.495) < 2.5, w.at("K1_ARM", 0.54) < 0.5, w.at("K2_ARM", 0.585) < 0.5


def forgets_a_lapse(fault, permitted):
    """The line is closed, and ENABLE low for 2 ms: does it close again by itself?"""
    box = permitted(Channels(), last=0.60).apply(fault)
    box.sources["ENABLE"] = steps([(0, 0), (0.20, VDD), (0.55, 0), (0.552, VDD)])
    return box.run(0.62, 5e-3, True).at("LINE_B", 0.615) > 2.5


def played_by(part, words, fault, k1, k2, start, permitted):
    """The virtual board's name for what this fault does, or the reason why it has none."""
    kind, ref, pins = fault[:3]
    if kind == "weld":
        return part.lower() + "-weld", ""
    nodes = Channels().part(ref)
    nets = {pin if isinstance(pin, str) else nodes[1 + pin] for pin in pins}
    for (net, level), name in STUCK_PINS.items():
        if kind == "short" and nets == {net, level}:
            return name, ""
    if start.stuck in STUCK_LINES:
        return STUCK_LINES[start.stuck], ""
    if start.step in ("INPUTS", "ARM_CONTACT"):
        return {("ARM", "low"): "arm-stuck", ("ARM_NC", "high"): "arm-nc-wire", ("ARM", "high"): "arm-no-wire",
                ("ARM_NC", "low"): "arm-no-wire"}[start.stuck], ""
    if not k2:
        return ("latch-stuck-clear" if start.step == "MIRRORS" else "latch-input-dead"), ""
    if start.step == "WATCHDOG":
        return "watchdog-dead", ""
    if not k1 or start.stuck == ("K1", "in"):
        return "enable-stuck-high", ""
    if start.stuck == ("K1", "out"):
        return "k1-coil-open", ""
    if start.stuck == ("K2", "out"):
        return ("k2-coil-open" if start.latch_is_clear(0.26) else "k2-hold-stuck-low"), ""
    if start.step == "line never closes":
        return "", "the line stays open, and nothing tells of it but the generator: the board has no fault of a make contact that is open"
    back = start.comes_back("K1"), start.comes_back("K2")
    if any(back):
        return {(True, True): "rail-detector-dead", (True, False): "rail-detector-dead-k1", (False, True): "rail-detector-dead-k2"}[back], ""
    if words.startswith("lamp contact"):
        return "", GREEN_ONLY
    if forgets_a_lapse(fault, permitted):
        return "", LAPSE
    return "", NO_EFFECT if start.sounds_rightly() else SOUNDER_ONLY


def judge(entry, permitted):
    part, words, fault = entry
    try:
        closed, opened, k1, k2 = demand(fault, permitted)
        start = StartUp(fault)
    except NoWaves as error:
        return [part, words, "?", "?", "?", "?", f"not simulated: {error}".splitlines()[0], "", "", "FAIL"]
    lost = not (k1 and k2)
    back = [relay for relay in ("K1", "K2") if start.comes_back(relay)]
    name, reason = played_by(part, words, fault, k1, k2, start, permitted)
    opens = closed and (k1 or k2)
    known = not lost or start.step
    # A dead detector is what is left: only the acceptance test finds it, STOP tapped while K1 is energised.
    remembered = len(back) < 2 or name == "rail-detector-dead"
    return [part, words, "opens" if opened else "closed", "yes" if k1 else "NO", "yes" if k2 else "NO",
            " and ".join(back) + (" comes back" if len(back) == 1 else " come back") if back else "stays open",
            start.step or ("no effect on a channel" if not lost else "NOTHING"), name, reason,
            "PASS" if opens and known and remembered else "FAIL"]


def lamps_and_sounder():
    """The same for decks/signals.cir, which has no way back to a channel: what is seen and heard, and its name."""
    table = []
    for words in part_lines("signals.cir"):
        ref = words[0]
        if ref[0] == "Q":
            cases = [(f"{TRANSISTOR[i]} open", ("open", ref, (i,))) for i in range(3)]
            cases += [(f"{TRANSISTOR[a]} to {TRANSISTOR[b]} short", ("short", ref, (a, b))) for a, b in ((0, 1), (0, 2), (1, 2))]
        else:
            cases = [("open", ("open", ref, (0,))), ("short", ("short", ref, (0, 1)))]
        for name, fault in cases:
            wrong = signals.seen_and_heard([fault])
            injected = "red-dead" if "red dark" in wrong else "sounder-dead" if "no sound by the firmware" in wrong else ""
            reason = "" if injected else ", ".join(wrong) + ": no code reads it back" if wrong else "nothing seen or heard changes"
            table.append([ref, name, "-", "-", "-", "-", "the eye or the ear at each start (LAMPS)" if wrong else "no effect", injected, reason, "PASS"])
    return table


def campaign(report, permitted):
    entries = listed()
    only = os.environ.get("ONLY_PARTS", "").split()
    if only:
        entries = [entry for entry in entries if entry[0] in only]
    with ThreadPoolExecutor(2) as pool:
        table = []
        for row in pool.map(lambda entry: judge(entry, permitted), entries):
            table.append(row)
            if os.environ.get("TRACE_FAULTS"):
                print("  " + ", ".join(row), flush=True)
    return tally(report, table)


def tally(report, table):
    """The campaign's figures, and its table with those of lamps, sounder and supply behind it."""
    for row in table:
        if row[-1] == "FAIL":
            print("  " + ", ".join(row))
    total = len(table)
    opened = sum("yes" in row[3:5] for row in table)
    lost = [row for row in table if "NO" in row[3:5]]
    found = sum(row[6] != "NOTHING" for row in lost)
    report.add("faults_line_still_opens", opened, f"/{total}", total, below=False, digits=0)
    report.add("faults_that_cost_a_channel_found", found, f"/{len(lost)}", len(lost), below=False, digits=0)
    # Those that make both relays forget a dip are the detector's own, and no start-up test finds them.
    forget = sum(row[7] == "rail-detector-dead" for row in table)
    unnamed = sum("come back" in row[5] and row[7] != "rail-detector-dead" for row in table)
    report.add("faults_that_forget_a_dip", forget, f"/{total}", total, digits=0)
    report.add("faults_that_forget_a_dip_beside_the_detector", unnamed, f"/{total}", 0, digits=0)
    return table + lamps_and_sounder() + power.single_faults()

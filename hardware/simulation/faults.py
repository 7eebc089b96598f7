"""Every single open and short of decks/channels.cir: does the line still open, and which start-up test tells?"""
import os
from concurrent.futures import ThreadPoolExecutor

from bench import OUTPUT_PIN, VDD, Channels, NoWaves, beats, steps

HEADER = ["part", "fault", "line_without_demand", "k1_opens", "k2_opens", "found_by", "verdict"]
TRANSISTOR = ("collector", "base", "emitter")
PINS = {"XOR_SCHMITT": ("in", "delayed", "out", "supply"), "SCHMITT": ("in", "out", "supply"),
        "SCHMITT_INV": ("in", "out", "supply"), "AND3": ("FAULT", "NRST_B", "RUN", "out", "supply"),
        "COMPARATOR": ("plus", "minus", "out", "supply"), "DFF": ("clock", "data", "clear", "out", "supply"),
        "SUPERVISOR": ("out", "supply")}


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
                      (ref, "mirror contact open", ("open", ref, (4,))), (ref, "mirror contact short", ("short", ref, (4, 5)))]
        else:
            found += of_chip(name[1:], kind)
    # The ESP32's outputs that no chip of the deck has on its pins; FAULT and HEARTBEAT are U602's and U501's.
    for net in ("ENABLE", "TELEMETRY"):
        found += [("U401", f"{net} to {level}", ("short", "Q504", (net, level))) for level in ("GND", "3V3")]
    return found


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


def start_up(fault):
    """The firmware's self-test (Interlock.Firmware/SelfTests) played on the deck: the first step that fails, or None."""
    box = Channels().apply(fault)
    box.arm = steps([(0, 0), (0.10, 1), (0.20, 0), (1.60, 1), (1.70, 0)])
    box.sources["FAULT"] = steps([(0, 0), (0.03, VDD), (0.36, 0), (1.50, VDD)])
    box.sources["ENABLE"] = steps([(0, 0), (0.46, VDD), (0.71, 0), (0.81, VDD), (1.50, 0), (1.85, VDD), (2.15, 0)])
    times = [0.46 + 0.05 * i for i in range(6)] + [0.81 + 0.05 * i for i in range(6)] + [1.85 + 0.05 * i for i in range(6)]
    box.sources["HEARTBEAT"] = beats(times)
    # At 2.15 s the ESP32 resets itself: ENABLE and TX fall, EN does not. The next start's MIRRORS looks 0.1 s later.
    box.sources["TELEMETRY"] = steps([(0, 0), (0.05, VDD), (2.15, 0)])
    w = box.run(2.30, 5e-3, True)

    def mirror(relay, time):
        return w.at(f"{relay}_MIRROR", time) > VDD / 2

    if mirror("K1", 0.09) or mirror("K2", 0.09):
        return "MIRRORS"
    if w.at("ARM", 0.09) < VDD / 2:
        return "INPUTS"
    if not mirror("K2", 0.35) or mirror("K2", 0.46):
        return "K2"
    for first, last, step in ((0.70, 0.81, "K1"), (1.05, 1.46, "WATCHDOG")):
        if not mirror("K1", first) or mirror("K1", last) or mirror("K2", first) or mirror("K2", last):
            return step
    if not mirror("K2", 1.85):
        return "ARM refused (K2_RELEASED)"
    if not mirror("K1", 2.10):
        return "RELAY_DID_NOT_CLOSE"
    if w.at("LINE_B", 2.10) < 2.5:
        return "line never closes"
    if mirror("K1", 2.25) or mirror("K2", 2.25):
        return "MIRRORS after a reset"
    return None


def demand(fault, permitted, k1):
    """The fault comes at 0.45 s of a closed line; at 0.60 s one channel alone is asked to open it."""
    box = permitted(Channels(), last=0.58 if k1 else 0.73)
    box.apply(fault + (0.45,))
    if k1:
        box.sources["ENABLE"] = steps([(0, 0), (0.13, VDD), (0.60, 0)])
    else:
        box.sources["FAULT"] = steps([(0, 0), (0.03, VDD), (0.60, 0)])
    w = box.run(0.66, 5e-3, True)
    return w.at("LINE_B", 0.44) > 2.5, w.at("LINE_B", 0.595) < 2.5, w.at("LINE_B", 0.65) < 2.5


def judge(entry, permitted):
    part, words, fault = entry
    try:
        closed1, opened1, k1 = demand(fault, permitted, True)
        _, _, k2 = demand(fault, permitted, False)
        found = start_up(fault)
    except NoWaves as error:
        return [part, words, "?", "?", "?", f"not simulated: {error}".splitlines()[0], "FAIL"]
    lost = not (k1 and k2)
    opens = closed1 and (k1 or k2)
    known = not lost or found
    verdict = "PASS" if opens and known else "FAIL"
    return [part, words, "opens" if opened1 else "closed", "yes" if k1 else "NO", "yes" if k2 else "NO",
            found or ("no effect on a channel" if not lost else "NOTHING"), verdict]


def campaign(report, permitted):
    entries = listed()
    with ThreadPoolExecutor(2) as pool:
        table = []
        for row in pool.map(lambda entry: judge(entry, permitted), entries):
            table.append(row)
            if os.environ.get("TRACE_FAULTS"):
                print("  " + ", ".join(row), flush=True)
    for row in table:
        if row[-1] == "FAIL":
            print("  " + ", ".join(row))
    total = len(table)
    opened = sum("yes" in row[3:5] for row in table)
    lost = [row for row in table if "NO" in row[3:5]]
    found = sum(row[5] != "NOTHING" for row in lost)
    report.add("faults_line_still_opens", opened, f"/{total}", total, below=False, digits=0)
    report.add("faults_that_cost_a_channel_found", found, f"/{len(lost)}", len(lost), below=False, digits=0)
    return table

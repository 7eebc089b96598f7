"""Lamps and sounder of decks/signals.cir: the currents that are seen and heard, whole and with one part broken."""
from bench import VDD, models_library, number, part_lines, spice

# LAMP_RED, BUZZER, SOUND_WD in V (None: the pin floats), and whether both relays give the green lamp its 5 V.
PLAYS = {"red floating": (None, 0, 0, False), "red high": (VDD, 0, 0, False), "red low": (0, 0, 0, False),
         "firmware sounds": (0, VDD, 0, False), "watchdog sounds": (0, 0, VDD, False), "green": (0, 0, 0, True)}


def parts(broken=()):
    """The deck's lines with these faults, each (open|short|scale, ref, pins or factor)."""
    lines = [list(words) for words in part_lines("signals.cir")]
    for kind, ref, pins, *_ in broken:
        words = next(words for words in lines if words[0] == ref)
        if kind == "scale":
            words[-1] = f"{number(words[-1]) * pins:g}"
        elif kind == "short":
            lines.append([f"Rshort_{ref}", words[1 + pins[0]], words[1 + pins[1]], "0.01"])
        else:
            lines.append([f"Ropen_{ref}", words[1 + pins[0]], f"cut_{ref}", "1e10"])
            words[1 + pins[0]] = f"cut_{ref}"
    return lines


def currents(lines, lamp_red, buzzer, sound_wd, green):
    """Currents of the red lamp, the sounder and the green lamp, A."""
    text = "lamps and sounder\n" + models_library()
    text += "\n".join(" ".join(words) for words in lines)
    text += "\nRgnd GND 0 1u\nV5 s5 0 5\nR5 s5 5V 0.1\nV3 3V3 0 3.3\nVr 5V red 0\nVb 5V sounder 0\nR_BZ1001 sounder BUZZ_K 150\n"
    # The red lamp's and the sounder's supply through a meter each.
    text = text.replace("R1002 5V ", "R1002 red ")
    for net, level in (("LAMP_RED", lamp_red), ("BUZZER", buzzer), ("SOUND_WD", sound_wd)):
        if level is not None:
            text += f"V_{net} s_{net} 0 {level}\nR_{net} s_{net} {net} 30\n"
    text += f"Vg s_green 0 {5 if green else 0}\nR_g s_green GREEN {1 if green else '1e9'}\n"
    row = spice(text, ["i(vr)", "i(vb)", "i(vg)"], "tran 10u 200u")[-1]
    return row[1], row[3], -row[5]


def seen_and_heard(broken=()):
    """What is wrong with lamps and sounder, in words; empty when nothing is."""
    red, firmware, watchdog, off, green = (currents(parts(broken), *PLAYS[name]) for name in
                                           ("red floating", "firmware sounds", "watchdog sounds", "red low", "green"))
    wrong = []
    # A lamp whose diode is shorted has its current and no light.
    shorted = {ref for kind, ref, *_ in broken if kind == "short"}
    if red[0] < 1e-3 or "D1002" in shorted:
        wrong.append("red dark")
    if off[0] > 1e-3:
        wrong.append("red always lit")
    if firmware[1] < 0.01:
        wrong.append("no sound by the firmware")
    if watchdog[1] < 0.01:
        wrong.append("no sound without the firmware")
    if off[1] > 1e-3:
        wrong.append("sounds always")
    if green[2] < 1e-3 or "D1001" in shorted:
        wrong.append("green dark")
    return wrong

"""Decks: the channels with supplies, stimuli and changed parts; run by ngspice; read back as waves."""
import bisect
import os
import re
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
DECKS = os.path.join(HERE, "decks")
UNITS = {"": 1.0, "p": 1e-12, "n": 1e-9, "u": 1e-6, "m": 1e-3, "k": 1e3, "meg": 1e6, "g": 1e9}
OUTPUT_PIN = {"XOR_SCHMITT": 2, "UNFED_SCHMITT": 2, "NOR_SCHMITT": 2, "NAND_SCHMITT": 2, "COMPARATOR_PP": 2, "NOR2": 2, "SCHMITT": 1, "SCHMITT_INV": 1, "AND3": 3,
              "COMPARATOR": 2, "DETECTOR": 1, "DFF": 3, "SUPERVISOR": 0}
VDD = 3.3
COIL_V = 24.0


def number(text):
    match = re.fullmatch(r"([0-9.]+(?:e[-+]?[0-9]+)?)([a-z]*)", text.lower())
    return float(match.group(1)) * UNITS[match.group(2)]


def part_lines(name):
    """The parts of a deck file, each as its list of words."""
    with open(os.path.join(DECKS, name), encoding="utf-8") as file:
        return [line.split() for line in file if line.strip() and line[0] != "*"]


def steps(levels, rise=1e-6):
    """A piecewise linear source from (time, level) pairs: the level holds until the next pair."""
    points = []
    for time, level in levels:
        if points:
            points.append((time, points[-1][1]))
            time += rise
        points.append((time, level))
    return "PWL(" + " ".join(f"{t:.9g} {v:.9g}" for t, v in points) + ")"


def beats(times, level=VDD, start=0.0):
    """HEARTBEAT: toggles at each time."""
    return toggled(times, start, level)


def toggled(times, first, other):
    """A level that changes at each time, between two values."""
    pairs, state = [(0.0, first)], first
    for time in sorted(times):
        state = other if state == first else first
        pairs.append((time, state))
    return steps(pairs)


def models_library():
    with open(os.path.join(DECKS, "models.lib"), encoding="utf-8") as file:
        return file.read()


class NoWaves(Exception):
    """ngspice did not converge, or not in time."""


class Waves:
    """What ngspice wrote: a time axis for all signals."""

    def __init__(self, names, rows):
        self.time = [row[0] for row in rows]
        self.values = {name: [row[2 * i + 1] for row in rows] for i, name in enumerate(names)}

    def at(self, name, time):
        i = min(max(bisect.bisect_left(self.time, time), 1), len(self.time) - 1)
        t0, t1 = self.time[i - 1], self.time[i]
        v0, v1 = self.values[name][i - 1], self.values[name][i]
        return v1 if t1 == t0 else v0 + (v1 - v0) * (min(max(time, t0), t1) - t0) / (t1 - t0)

    def crossing(self, name, level, after, rising):
        """First time after `after` at which the signal passes the level; the time itself if it is already beyond; None if never."""
        beyond = (lambda v: v >= level) if rising else (lambda v: v <= level)
        if beyond(self.at(name, after)):
            return after
        values = self.values[name]
        for i in range(bisect.bisect_left(self.time, after), len(values)):
            if beyond(values[i]):
                t0, t1, v0, v1 = self.time[i - 1], self.time[i], values[i - 1], values[i]
                return t1 if v1 == v0 else max(after, t0 + (t1 - t0) * (level - v0) / (v1 - v0))
        return None

    def highest(self, name, first=0.0, last=1e9):
        return max(v for t, v in zip(self.time, self.values[name]) if first <= t <= last)

    def lowest(self, name, first=0.0, last=1e9):
        return min(v for t, v in zip(self.time, self.values[name]) if first <= t <= last)


def spice(text, names, analysis, limit=60):
    """Runs a deck; `analysis` is its .control line(s); gives back the rows of wrdata."""
    with tempfile.TemporaryDirectory() as folder:
        deck, data = os.path.join(folder, "deck.cir"), os.path.join(folder, "waves.txt")
        control = f".control\n{analysis}\nwrdata {data} {' '.join(names)}\nquit\n.endc\n.end\n"
        with open(deck, "w", encoding="utf-8") as file:
            file.write(text + control)
        try:
            # Seconds of the processor, since a busy machine makes everything slow; past them the shell ends ngspice.
            command = ["bash", "-c", f'ulimit -t {limit}; exec ngspice -b "$0"', deck]
            done = subprocess.run(command, capture_output=True, text=True, timeout=1800, check=False)
        except subprocess.TimeoutExpired as error:
            raise NoWaves("ngspice took too long") from error
        if not os.path.exists(data) or "simulation(s) aborted" in done.stdout + done.stderr:
            raise NoWaves("ngspice gave no waves:\n" + (done.stdout + done.stderr)[-2000:])
        with open(data, encoding="utf-8") as file:
            return [[float(word) for word in line.split()] for line in file if line.strip()]


class Channels:
    """The two channels of decks/channels.cir, with what surrounds them; every part can be changed or broken."""

    SIGNALS = ["K1_ARM", "K2_ARM", "LINE_B", "K1_MIRROR", "K2_MIRROR", "FED", "K2_ON", "NSTARVED", "OLD_ENOUGH", "ARM", "ARM_NC",
               "ARM_F", "ARM_NC_F", "PRESSED", "AT_REST",
               "RUN_PEAK", "K1_LOW", "K2_LOW", "I1", "I2", "NSET", "ARM_CLK", "RAIL_OK", "PERMIT", "SOUND_WD", "GREEN", "COIL_V"]

    broken = []  # what --break asks for, in every deck

    def __init__(self):
        self.parts = [list(words) for words in part_lines("channels.cir")]
        self.params = {"q0": 1}
        self.sources = {
            "3V3": steps([(0, 0), (1e-6, VDD)], 1e-3), "5V": steps([(0, 0), (1e-6, 5)], 1e-3),
            "24V_F": steps([(0, 0), (1e-6, COIL_V)], 1e-3), "HEARTBEAT": "0", "ENABLE": "0",
            "FAULT": steps([(0, 0), (0.03, VDD)]), "FAULT2": steps([(0, 0), (0.03, VDD)]),
            "TELEMETRY": steps([(0, 0), (0.05, VDD)]), "K2_HOLD": steps([(0, 0), (0.06, VDD)]),
        }
        self.arm, self.arm_nc = steps([(0, 0)]), steps([(0, 1)])
        self.stop = steps([(0, 1)])
        self.lags = {}  # a relay's release time as a multiple of the other's
        self.extra = []
        for fault in Channels.broken:
            self.apply(fault)

    def press(self, *spans, gap=0.005, bounce=0.0):
        """ARM, break before make: from each first to each last time its normally open contact is closed; the normally closed one
        has opened `gap` seconds before and closes `gap` seconds after. At each change the contact bounces for `bounce` seconds."""
        def changes(time):
            return [time + bounce * i / 4 for i in range(5)] if bounce else [time]

        self.arm = toggled([t for first, last in spans for t in changes(first) + changes(last)], 0, 1)
        self.arm_nc = toggled([t for first, last in spans for t in changes(first - gap) + changes(last + gap)], 1, 0)
        return self

    def part(self, ref):
        """A part's words in the deck, by its reference."""
        for words in self.parts:
            if words[0].upper() in (ref.upper(), "X" + ref.upper()):
                return words
        raise KeyError(ref)

    def scale(self, ref, factor):
        words = self.part(ref)
        words[-1] = f"{number(words[-1]) * factor:.6g}"
        return self

    def split(self, words, pin, name):
        """Cuts a pin off its net; gives back the net and the new node."""
        net, words[1 + pin] = words[1 + pin], name
        return net, name

    def apply(self, fault):
        """A fault: (kind, ref, pins..., source that switches it on or None for always)."""
        kind, ref, pins = fault[0], fault[1], fault[2]
        when = fault[3] if len(fault) > 3 else None
        on = steps([(0, 0), (when, 1)]) if when else "1"
        words = self.part(ref)
        tag = f"f{len(self.extra)}"
        self.extra.append(f"V{tag} {tag} 0 {on}")
        if kind == "scale":
            words[-1] = f"{number(words[-1]) * pins:.6g}"
        elif kind == "short":
            a, b = (p if isinstance(p, str) else words[1 + p] for p in pins)
            self.extra.append(f"S{tag} {a} {b} {tag} 0 SHORTED")
        elif kind == "open":
            net, node = self.split(words, pins[0], tag + "n")
            self.extra.append(f"S{tag} {net} {node} {tag} 0 OPENED")
            if len(pins) > 1:
                self.extra.append(f"R{tag} {node} {pins[1]} 100meg")
        elif kind == "weld":
            self.extra.append(f"B{tag} {ref.upper()}_WELD 0 V = V({tag})")
        else:
            raise ValueError(kind)
        return self

    def deck(self):
        lines = ["two channels"]
        lines += [f".param {name}={value}" for name, value in self.params.items()]
        library = models_library()
        for name in self.params:
            library = re.sub(rf"\b{name}=[0-9.a-z-]+", "", library)
        lines.append(re.sub(r"^\.param *$", "", library, flags=re.M))
        for words in self.parts:
            if words[-1] == "RELAY" or words[-1] in OUTPUT_PIN:
                words = ["X" + words[0].lstrip("X")] + words[1:]
            if words[-1] == "RELAY" and words[0][1:] in self.lags:
                words = words + [f"lag={self.lags[words[0][1:]]}"]
            lines.append(" ".join(words))
        lines.append("Rgnd GND 0 1u")
        for net, source in self.sources.items():
            if source is None:
                continue
            lines.append(f"V_{net} s_{net} 0 {source}")
            lines.append(f"R_{net} s_{net} {net} {0.5 if net[0].isdigit() else 30}")
        lines += [f"V_arm armed 0 {self.arm}", "S_arm ARM_SW GND armed 0 CONTACT",
                  f"V_arm_nc resting 0 {self.arm_nc}", "S_arm_nc ARM_NC_SW GND resting 0 CONTACT",
                  f"V_stop stopped 0 {self.stop}", "S_stop 24V_F 24V_COIL stopped 0 CONTACT",
                  "C_coil 24V_COIL GND 100n", "V_line LINE_A 0 5", "R_line LINE_A LINE_F 0.1", "R_load LINE_B 0 1k",
                  "R_green GREEN 0 1k", "E_coil COIL_V 0 24V_COIL 0 1",
                  # The coils' own currents, from the resistance inside the relay's model.
                  "B_i1 I1 0 V = (V(xk1.cx)-V(K1_LOW))/rcoil", "B_i2 I2 0 V = (V(xk2.cx)-V(K2_LOW))/rcoil",
                  "R_w1 K1_WELD 0 1meg", "R_w2 K2_WELD 0 1meg",
                  ".model CONTACT SW(VT=0.5 VH=0.1 RON=0.1 ROFF=1e9)",
                  ".model SHORTED SW(VT=0.5 VH=0.1 RON=0.01 ROFF=1e10)",
                  ".model OPENED SW(VT=0.5 VH=0.1 RON=1e10 ROFF=0.01)", ".options method=gear"]
        return "\n".join(lines + self.extra) + "\n"

    def run(self, until, step=1e-3, coarse=False):
        """Plays the deck; coarse trades exact times (within a few per cent) for speed."""
        exact, rough = ".options method=gear", ".options reltol=1e-2 vntol=1e-4 abstol=1e-9 chgtol=1e-12 trtol=50"
        # A broken part may make the circuit oscillate, and ngspice give up: then once more, finer or coarser.
        tries = [(exact, step), (".options reltol=0.02 abstol=1e-7 vntol=1e-3 chgtol=1e-11", step), (exact, step / 5)]
        if coarse:
            tries = [(rough, 2e-3), (exact, 1e-3), (exact, 2e-4)] + tries[1:2]
        for options, longest in tries:
            try:
                analysis = f"tran {longest / 2:.3g} {until:.6g} 0 {longest:.3g} uic"
                return Waves(self.SIGNALS, spice(self.deck() + options + "\n", self.SIGNALS, analysis))
            except NoWaves as error:
                last = error
        raise last

"""Every check of hardware/simulation: the two channels, the relays, the supplies, the input. See README.md."""
import argparse
import csv
import hashlib
import itertools
import math
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor

import cables
import faults
import power
import signals
from bench import COIL_V, DECKS, HERE, VDD, Channels, NoWaves, beats, number, part_lines, spice, steps, toggled

TICK = 0.020
# Worst-case parts: initial tolerance and what temperature (0 to 60 degC) and age add.
TOLERANCE = {"R": 0.015, "C502": 0.05, "C503": 0.07, "C501": 0.15, "C601": 0.20, "ARM": 0.07, "C511": 0.25, "C703": 0.15, "DIVIDER": 0.015,
             "THIN_FILM": 0.002}
OFFSET_V = 0.010
# Half of what a chip's own hysteresis adds to its offset, 5 mV at most (DS22139).
ARM_OFFSET_V = OFFSET_V + 0.0025
LEAK_A = 100e-9
COIL_HIGH_V = COIL_V * 1.05
ZENER_LOW_V, ZENER_HIGH_V = 24 * 0.95, 24 * 1.05
COIL_LOW_OHM, COIL_HIGH_OHM = 1600 * 0.85, 1600 * 1.15
# 24 V less 5 %, D801 and F1001.
COIL_LOW_V = COIL_V * 0.95 - 0.5
RATED_A = 0.015
# What SMBJ28A leaves of a surge.
SURGE_V = 45.4
# The latch is cleared some 45 ms after a press, when ARM's filters have followed; ENABLE may rise after that.
PRESSED_S, ENABLED_S = 0.10, 0.20


class Report:
    """One line a check, and the table figures.csv."""

    def __init__(self):
        self.rows = []

    def add(self, name, figure, unit, limit, below=True, digits=1):
        ok = figure is not None and (figure <= limit if below else figure >= limit)
        margin = None if figure is None else (limit - figure if below else figure - limit)
        shown = "none" if figure is None else f"{figure:.{digits}f}"
        row = [name, shown, unit, ("<= " if below else ">= ") + f"{limit:g}", "" if margin is None else f"{margin:.{digits}f}",
               "PASS" if ok else "FAIL"]
        self.rows.append(row)
        print(f"{name:34} {shown:>9} {unit:5} limit {row[3]:>9}  margin {row[4]:>8}  {row[5]}", flush=True)


def ms(seconds):
    return None if seconds is None else seconds * 1000


def armed(box, press=PRESSED_S):
    """ARM pressed for 100 ms."""
    return box.press((press, press + 0.1))


def permitted(box, start=ENABLED_S, last=0.68, gaps=(TICK,)):
    """The latch cleared and K1 fed from start to last with these gaps in turn, ENABLE high for good: the line closes."""
    armed(box)
    box.sources["ENABLE"] = steps([(0, 0), (start, VDD)])
    times, gap = [start], itertools.cycle(gaps)
    while times[-1] < last - 1e-6:
        times.append(times[-1] + next(gap))
    box.sources["HEARTBEAT"] = beats(times)
    return box


def strong_coils(box, zener_v=ZENER_LOW_V):
    """The coils that let go last: highest supply, lowest resistance, and a clamp at one end of its tolerance."""
    box.sources["24V_F"] = steps([(0, 0), (1e-6, COIL_HIGH_V)], 1e-3)
    box.params["rcoil"] = COIL_LOW_OHM
    box.params["vz"] = zener_v
    return box


def corner(box, slow, thresholds):
    """All of K1's timing parts at one end of their tolerance."""
    sign = 1 if slow else -1
    for ref in ("R502", "R505", "R507"):
        box.scale(ref, 1 + sign * TOLERANCE["R"])
    for ref in ("C501", "C502", "C503"):
        box.scale(ref, 1 + sign * TOLERANCE[ref])
    box.scale("R510", 1 + sign * TOLERANCE["DIVIDER"]).scale("R509", 1 - sign * TOLERANCE["DIVIDER"])
    box.params["vtp"], box.params["vtn"] = thresholds
    return box


def watchdog(report):
    """K1's window: holds on a tick's edges and on what the clock makes of them, lets go when edges stop, at either level, and
    when they come too fast."""
    cases = list(itertools.product((True, False), ((0.65, 0.45), (0.45, 0.25)), (0.50, 0.52)))

    def at_the_corner(slow, thresholds, last, gaps=(TICK,)):
        box = strong_coils(corner(permitted(Channels(), last=last, gaps=gaps), slow, thresholds))
        # The offset moves both comparators' switching point along the ramps; leakage slows the ramp of the hold time.
        box.params["vos"] = -OFFSET_V if slow else OFFSET_V
        if slow:
            box.extra.append(f"I_leak RAMP_B 0 {LEAK_A}")
        return box

    def hold_of(case):
        slow, thresholds, last = case
        waves = at_the_corner(slow, thresholds, last).run(last + 0.16)
        closed = waves.lowest("LINE_B", 0.30, last) > 2.5
        starved = waves.crossing("FED", VDD / 2, last + 0.001, False)
        opened = waves.crossing("LINE_B", 2.5, last + 0.001, False)
        return closed, starved and starved - last, opened and opened - last

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(hold_of, cases))
    report.add("k1_holds_on_20_ms_edges_cases", sum(f[0] for f in found), "of 8", 8, below=False, digits=0)
    holds = [f[1] for f in found]
    missing = any(h is None for h in holds)
    report.add("k1_hold_longest", None if missing else ms(max(holds)), "ms", 100)
    # Edges come 66 ms apart at most: one skipped within 6 ms of the last, a gap of 50 ms, a pause of 10 in the tick.
    report.add("k1_hold_shortest", None if missing else ms(min(holds)), "ms", 70, below=False)
    # Sixteen edges and the first end high, one more ends low. A hang must open the line within 150 ms.
    for level, last in (("low", 0.52), ("high", 0.50)):
        opened = [f[2] for f, c in zip(found, cases) if c[2] == last]
        report.add(f"k1_line_open_after_stuck_{level}", None if None in opened else ms(max(opened)), "ms", 150)

    # The device sleeps in steps of 10 ms, so a tick of 20 comes as 10 and 30; and half a millisecond worse.
    def uneven(case):
        gaps, slow, thresholds = case
        waves = at_the_corner(slow, thresholds, 0.48, gaps).run(0.50)
        return waves.lowest("LINE_B", 0.30, 0.50) > 2.5

    for name, gaps in (("10_30", (0.010, 0.030)), ("9.5_30.5", (0.0095, 0.0305)), ("50", (0.050,))):
        corners = [(gaps, slow, thresholds) for slow in (True, False) for thresholds in ((0.65, 0.45), (0.45, 0.25))]
        with ThreadPoolExecutor(2) as pool:
            held = sum(pool.map(uneven, corners))
        report.add(f"k1_holds_on_{name}_ms_edges_cases", held, "of 4", 4, below=False, digits=0)

    def age_of(case):
        slow, thresholds = case
        box = corner(permitted(Channels(), last=0.40), slow, thresholds)
        # OLD_ENOUGH = RAMP_A above VREF + vos, so the sign is the other one.
        box.params["vos"] = OFFSET_V if slow else -OFFSET_V
        waves = box.run(0.42, 2e-4)
        young = waves.crossing("OLD_ENOUGH", VDD / 2, 0.402, True)
        return young and young - 0.40

    with ThreadPoolExecutor(2) as pool:
        ages = list(pool.map(age_of, itertools.product((True, False), ((0.65, 0.45), (0.45, 0.25)))))
    report.add("k1_shortest_edge_lowest", None if None in ages else ms(min(ages)), "ms", 4.5, below=False, digits=2)
    report.add("k1_shortest_edge_highest", None if None in ages else ms(max(ages)), "ms", 6, digits=2)

    def runaway(spacing):
        box = strong_coils(corner(permitted(Channels(), last=0.40), False, (0.45, 0.25)))
        box.params["vos"] = -OFFSET_V
        slow = [ENABLED_S + TICK * i for i in range(11)]
        last = 0.42 if spacing < 0.001 else 0.48
        fast = [0.40 + spacing * (i + 1) for i in range(int((last - 0.40) / spacing))]
        box.sources["HEARTBEAT"] = beats(slow + fast)
        waves = box.run(last)
        opened = waves.crossing("LINE_B", 2.5, 0.401, False)
        return opened and opened - 0.40, waves.highest("FED", 0.40 + 3.5 * spacing, last)

    # 0.3 and 0.5 ms lie about EDGE's own 0.4 ms, where pulses could run together.
    spacings = (4.5, 2, 1, 0.5, 0.3, 0.2)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda spacing: runaway(spacing / 1000), spacings))
    for spacing, (opened, _) in zip(spacings, found):
        report.add(f"k1_runaway_{spacing}_ms_line_open", ms(opened), "ms", 30)
    report.add("k1_runaway_fed_never_again", max(f[1] for f in found), "V", 0.4, digits=2)

    box = permitted(Channels())
    box.sources["ENABLE"] = steps([(0, 0), (ENABLED_S, VDD), (0.4, 0)])
    opened = box.run(0.50, 2e-4).crossing("LINE_B", 2.5, 0.4, False)
    report.add("k1_enable_low_line_open", ms(opened and opened - 0.4), "ms", 10)

    # A reset of 1 ms with the pins standing still high and beating, as no ESP32 does: K1 stays out until ENABLE has been low.
    box = reset(permitted(Channels(), last=0.58), 0.4)
    waves = box.run(0.60, 2e-4)
    report.add("k1_reset_withdraws_permission", waves.highest("FED", 0.402), "V", 0.4, digits=2)

    # ENABLE high from power-up, its rise lost in the reset: no permission.
    box = permitted(Channels(), last=0.58)
    box.sources["ENABLE"] = box.sources["3V3"]
    report.add("k1_enable_high_from_power_up", box.run(0.60).highest("FED", 0.03), "V", 0.4, digits=2)

    # ENABLE is let go while HEARTBEAT still beats; the ESP32's own pull-up (45k) at its strongest. R515 and R517 both hold it down.
    box = permitted(Channels())
    box.sources["ENABLE"] = None
    box.extra.append("Rwpu 3V3 ENABLE 30k")
    waves = box.run(0.5)
    report.add("k1_floating_enable_coil", waves.highest("I1") / RATED_A * 100, "%", 10, digits=2)

    # The sounder without the firmware: silent while an ablation runs and at its start, sounding when HEARTBEAT has stopped.
    waves = permitted(Channels(), last=0.58).run(1.0)
    report.add("sounder_silent_while_fed", waves.highest("SOUND_WD", 0.07, 0.6), "V", 0.4, digits=2)
    sounding = waves.crossing("SOUND_WD", 2.4, 0.6, True)
    report.add("sounder_after_hang", ms(sounding and sounding - 0.58), "ms", 300)


def reset(box, time):
    """The reset button for 1 ms."""
    box.extra += [f"V_res res 0 {steps([(0, 0), (time, 1), (time + 0.001, 0)])}", "S_res NRST GND res 0 CONTACT"]
    return box


def relays(report):
    """Release times at the highest coil voltage and the lowest coil resistance, and what the transistors see."""
    def box_of(released, zener_v=ZENER_LOW_V, henry=8):
        box = strong_coils(permitted(Channels()), zener_v)
        box.params["lcoil"] = henry
        if released == "K1":
            box.sources["ENABLE"] = steps([(0, 0), (ENABLED_S, VDD), (0.45, 0)])
        elif released == "K2":
            box.sources["FAULT"] = steps([(0, 0), (0.03, VDD), (0.45, 0)])
        else:
            box.stop = steps([(0, 1), (0.45, 0)])
        return box

    boxes = box_of("K1"), box_of("K2"), box_of("STOP"), box_of("K1", ZENER_HIGH_V), box_of("K2", ZENER_HIGH_V)
    with ThreadPoolExecutor(2) as pool:
        w1, w2, w3, w4, w5 = pool.map(lambda b: b.run(0.50, 1e-4), boxes)
    for name, waves, signal in (("k1", w1, "K1_ARM"), ("k2", w2, "K2_ARM")):
        opened = waves.crossing(signal, 0.5, 0.45, False)
        report.add(f"{name}_release_with_clamp", ms(opened and opened - 0.45), "ms", 10, digits=2)
        mirror = waves.crossing("K1_MIRROR" if name == "k1" else "K2_MIRROR", 0.8, 0.45, False)
        report.add(f"{name}_mirror_closed_after", ms(mirror and mirror - 0.45), "ms", 100)
    opened = w3.crossing("LINE_B", 2.5, 0.45, False)
    report.add("stop_pole_2_line_open", ms(opened and opened - 0.45), "ms", 10, digits=2)
    both = max(w3.crossing(s, 0.5, 0.45, False) or 9 for s in ("K1_ARM", "K2_ARM"))
    report.add("stop_pole_2_both_released", ms(both - 0.45), "ms", 10, digits=2)
    # 8 H is fitted to the pull-in, with the armature open; a closed armature has more.
    with ThreadPoolExecutor(2) as pool:
        ten = list(pool.map(lambda b: b.run(0.50, 1e-4), [box_of(which, henry=10) for which in ("K1", "K2", "STOP")]))
    opened = [w.crossing("LINE_B", 2.5, 0.45, False) for w in ten]
    report.add("line_open_with_coils_of_10_H", None if None in opened else ms(max(opened) - 0.45), "ms", 10, digits=2)
    report.add("transistor_peak_voltage", max(w4.highest("K1_LOW"), w5.highest("K2_LOW")), "V", 80)
    surges = [box_of(which, ZENER_HIGH_V) for which in ("K1", "K2")]
    for box in surges:
        box.sources["24V_F"] = f"PWL(0 0 0.001 {COIL_HIGH_V} 0.445 {COIL_HIGH_V} 0.4451 {SURGE_V} 0.46 {SURGE_V})"
    with ThreadPoolExecutor(2) as pool:
        w1, w2 = pool.map(lambda b: b.run(0.46, 1e-4), surges)
    report.add("transistor_peak_in_a_surge", max(w1.highest("K1_LOW"), w2.highest("K2_LOW")), "V", 80)

    waves = armed(Channels()).run(0.2, 2e-4)
    driven = waves.crossing("K2_ON", VDD / 2, 0.1, True)
    pulled = waves.crossing("K2_ARM", 0.5, 0.1, True)
    report.add("relay_pull_in", None if driven is None or pulled is None else ms(pulled - driven), "ms", 20)

    weak = permitted(Channels())
    weak.sources["24V_F"] = steps([(0, 0), (1e-6, COIL_LOW_V)], 1e-3)
    weak.params["rcoil"] = COIL_HIGH_OHM
    waves = weak.run(0.5)
    volts = min(waves.at("I1", 0.45), waves.at("I2", 0.45)) * COIL_HIGH_OHM
    report.add("coils_voltage_at_low_supply", volts / COIL_V * 100, "%", 87,
               below=False)
    report.add("line_closes_after_enable", ms((waves.crossing("LINE_B", 2.5, ENABLED_S, True) or 9) - ENABLED_S), "ms", 250)

    # Green shines through both relays' contacts: with one of them out it is dark, whatever the firmware thinks.
    def green(which):
        box = permitted(Channels())
        if which == "K1":
            box.sources["ENABLE"] = "0"
        elif which == "K2":
            box.sources["FAULT"] = "0"
        return box.run(0.40)

    with ThreadPoolExecutor(2) as pool:
        both, without_k1, without_k2 = pool.map(green, ("none", "K1", "K2"))
    report.add("green_with_both_relays_in", both.at("GREEN", 0.39), "V", 4.5, below=False, digits=2)
    report.add("green_with_one_relay_out", max(without_k1.highest("GREEN"), without_k2.highest("GREEN")), "V", 0.4, digits=2)


def latch(report):
    """Powers up set, set dominates, one press clears it once, and nothing else does."""
    waves = Channels().run(0.2)
    report.add("latch_power_up_k2_coil", waves.highest("I2") / RATED_A * 100, "%", 10, digits=2)
    presses(report)
    never_cleared(report)
    set_inputs(report)
    arm_filters(report)
    arm_thresholds(report)


def presses(report):
    """An honest press pulls K2 in, once; what 20 us of a set input end stays ended while ARM is held and when it is let go."""
    for name in ("FAULT", "FAULT2"):
        box = armed(Channels())
        box.sources[name] = steps([(0, 0), (0.03, VDD), (0.3, 0), (0.30002, VDD)])
        waves = box.run(0.4)
        report.add(f"latch_cleared_by_arm_{name}", waves.lowest("K2_ON", 0.17, 0.29), "V", 2.4, below=False, digits=2)
        report.add(f"latch_set_by_20_us_of_{name}", waves.highest("K2_ON", 0.301), "V", 0.4, digits=2)
    for gap in (0.001, 0.050):
        waves = Channels().press((0.15, 0.35), gap=gap).run(0.6)
        edges = rises(waves, "ARM_CLK", 0.06)
        report.add(f"arm_{gap * 1000:.0f}_ms_apart_clock_edges", abs(edges - 1), "off 1", 0, digits=0)


def rises(waves, name, after):
    """How often a logic signal rises."""
    count, time = 0, after
    while True:
        time = waves.crossing(name, VDD / 2, time, True)
        if time is None:
            return count
        count += 1
        time = waves.crossing(name, VDD / 4, time, False)
        if time is None:
            return count


def never_cleared(report):
    """Presses, releases and pick-up that must pull nothing in: the worst K2_ON after a set input had its say."""
    def fault_while_held(bounce):
        box = Channels().press((0.1, 0.5), bounce=bounce)
        box.sources["FAULT"] = steps([(0, 0), (0.03, VDD), (0.35, 0), (0.42, VDD)])
        return box.run(0.8).highest("K2_ON", 0.36)

    # A contact that closes again for longer passes the filter: a press, for the latch; K1 holds the line then.
    bounces = (0, 0.002, 0.010, 0.040)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(fault_while_held, bounces))
    for bounce, figure in zip(bounces, found):
        report.add(f"latch_fault_while_held_{bounce * 1000:.0f}_ms_bounce", figure, "V", 0.4, digits=2)

    def with_fault():
        box = armed(Channels())
        box.sources["FAULT"] = "0"
        return box

    def held_fault_goes():
        box = Channels().press((0.1, 0.5))
        box.sources["FAULT"] = steps([(0, 0), (0.3, VDD)])
        return box

    def held_by_hold():
        box = Channels().press((0.1, 0.5))
        box.sources["K2_HOLD"] = steps([(0, 0), (0.3, VDD)])
        return box

    def k1_welded():
        # K1's mirror stays open.
        box = armed(Channels())
        box.extra.append("V_arm1 K1_ARM 0 0.6")
        return box

    def enabled():
        box = armed(Channels())
        box.sources["ENABLE"] = steps([(0, 0), (0.08, VDD)])
        return box

    def nc_wire_broken():
        box = Channels().press((0.15, 0.30), (0.45, 0.60))
        box.arm_nc = "0"
        box.sources["FAULT"] = steps([(0, 0), (0.03, VDD), (0.35, 0), (0.36, VDD)])
        return box

    def pick_up(frequency, no_wire, nc_wire):
        box = Channels()
        # The broken wire as an aerial: mains or a generator's beat, as strong as the pull-up lets it be.
        for wire, broken in (("ARM_SW", no_wire), ("ARM_NC_SW", nc_wire)):
            if broken:
                box.extra += [f"V_{wire} pu_{wire} 0 SIN(1.65 5 {frequency} 0.1)", f"R_{wire} pu_{wire} {wire} 100"]
        if nc_wire:
            box.arm_nc = "0"
        return box

    def pick_up_on_both(hertz, turns):
        """The full supply, square, on both wires from 0.1 s on, one of them `turns` of a period later; filters and thresholds apart."""
        box = off_centre(Channels(), 1, -1)
        box.scale("R606", 1 - TOLERANCE["R"]).scale("C602", 1 - TOLERANCE["ARM"])
        box.scale("R612", 1 + TOLERANCE["R"]).scale("C608", 1 + TOLERANCE["ARM"])
        for wire, late in (("ARM_SW", 0), ("ARM_NC_SW", turns / hertz)):
            wave = f"PULSE(0 3.3 {late:.6g} 1u 1u {0.5 / hertz:.6g} {1 / hertz:.6g})"
            box.extra += [f"V_{wire} pu_{wire} 0 {wave}", f"S_{wire} pu_{wire} {wire} on_{wire} 0 CONTACT",
                          f"V_on_{wire} on_{wire} 0 {steps([(0, 0), (0.1, 1)])}"]
        # The wave stands in for the contacts, whichever way they are.
        box.arm_nc = toggled([0.1], 1, 0)
        return box

    plays = [("latch_arm_while_fault_low", with_fault, 0.06, 0.3), ("latch_arm_held_fault_goes", held_fault_goes, 0.06, 0.7),
             ("latch_arm_held_k2_hold_goes", held_by_hold, 0.06, 0.7), ("latch_arm_with_k1_mirror_open", k1_welded, 0.06, 0.3),
             ("latch_arm_with_enable_high", enabled, 0.06, 0.3), ("latch_arm_nc_wire_broken_second_press", nc_wire_broken, 0.37, 0.8)]
    plays += [(f"latch_pick_up_{hertz}_Hz_on_{wire}", lambda h=hertz, n=no_wire, c=nc_wire: pick_up(h, n, c), 0.06, 0.5)
              for hertz in (12, 50, 1000) for wire, no_wire, nc_wire in (("no", True, False), ("nc", False, True))]
    plays += [(f"latch_pick_up_{hertz}_Hz_on_both_{how}", lambda h=hertz, t=turns: pick_up_on_both(h, t), 0.06, 0.6)
              for hertz, how, turns in ((5, "alike", 0), (12, "alike", 0), (50, "alike", 0), (1000, "alike", 0), (50, "opposite", 0.5),
                                        (1000, "opposite", 0.5))]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda play: play[1]().run(play[3]).highest("K2_ON", play[2]), plays))
    for play, figure in zip(plays, found):
        report.add(play[0], figure, "V", 0.4, digits=2)


def set_inputs(report):
    """Reset, a program that has gone, K2_HOLD: each sets the latch by itself, and telemetry does not."""
    waves = reset(armed(Channels()), 0.3).run(0.4, 2e-4)
    opened = waves.crossing("K2_ARM", 0.5, 0.3, False)
    report.add("latch_set_by_1_ms_of_reset", ms(opened and opened - 0.3), "ms", 20)

    # The ESP32 resets itself: EN stays high, its pins float, TX falls by its pull-down.
    def without_tx(slow):
        sign = 1 if slow else -1
        box = armed(Channels())
        box.scale("C601", 1 + sign * TOLERANCE["C601"]).scale("R603", 1 + sign * TOLERANCE["R"])
        box.params["vtn"] = 0.25 if slow else 0.45
        box.sources["TELEMETRY"] = steps([(0, 0), (0.05, VDD), (0.3, 0)])
        waves = box.run(0.35, 2e-4)
        cleared = waves.crossing("K2_ON", VDD / 2, 0.3, False)
        opened = waves.crossing("K2_ARM", 0.5, 0.3, False)
        return cleared and cleared - 0.3, opened and opened - 0.3

    fast, slow = without_tx(False), without_tx(True)
    report.add("run_gone_earliest", ms(fast[0]), "ms", 1.5, below=False, digits=2)
    report.add("run_gone_latest", ms(slow[0]), "ms", 9, digits=2)
    report.add("latch_set_by_tx_gone", ms(slow[1]), "ms", 20)

    box = Channels().press((0.1, 0.2), (0.45, 0.55))
    box.sources["K2_HOLD"] = steps([(0, 0), (0.06, VDD), (0.3, 0)])
    waves = box.run(0.7)
    opened = waves.crossing("K2_ARM", 0.5, 0.3, False)
    report.add("latch_set_by_k2_hold", ms(opened and opened - 0.3), "ms", 20)
    report.add("latch_kept_by_k2_hold", waves.highest("K2_ON", 0.301), "V", 0.4, digits=2)
    # K2_HOLD's pin floats at a reset, with its own pull-up at the worst: R610 decides.
    box = armed(Channels())
    box.sources["K2_HOLD"] = None
    box.extra.append("Rwpu 3V3 K2_HOLD 30k")
    report.add("latch_kept_by_floating_k2_hold", box.run(0.3).highest("K2_ON", 0.06), "V", 0.4, digits=2)

    # The heaviest line that can be sent: NUL characters, 9 low bits of 10, for 12 ms.
    box = armed(Channels())
    box.scale("C601", 1 - TOLERANCE["C601"]).scale("R603", 0.985)
    bit = 1 / 115200
    pairs = [(0, 0), (0.05, VDD)]
    for i in range(138):
        pairs += [(0.25 + 10 * bit * i, 0), (0.25 + bit * (10 * i + 9), VDD)]
    box.sources["TELEMETRY"] = steps(pairs, 1e-7)
    waves = box.run(0.27)
    report.add("latch_not_set_by_telemetry_peak", waves.lowest("RUN_PEAK", 0.25, 0.262), "V", 0.65 * VDD, below=False, digits=2)


def arm_filters(report):
    """The low-pass on each of ARM's wires: its time constant, from a press held for good, at both ends of its tolerance."""
    def constant(contact, sign):
        box = Channels()
        for ref in ("R606", "R612"):
            box.scale(ref, 1 + sign * TOLERANCE["R"])
        for ref in ("C602", "C608"):
            box.scale(ref, 1 + sign * TOLERANCE["ARM"])
        box.arm, box.arm_nc = steps([(0, 0), (0.4, 1)]), steps([(0, 1), (0.4, 0)])
        rising = contact == "ARM_NC_F"
        level = VDD * (1 - math.exp(-1) if rising else math.exp(-1))
        moved = box.run(0.6, 2e-4).crossing(contact, level, 0.401, rising)
        return moved and moved - 0.4

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda case: constant(*case), itertools.product(("ARM_F", "ARM_NC_F"), (-1, 1))))
    for name, fast, slow in (("no", found[0], found[1]), ("nc", found[2], found[3])):
        report.add(f"arm_{name}_low_pass_shortest", ms(fast), "ms", 24, below=False)
        report.add(f"arm_{name}_low_pass_longest", ms(slow), "ms", 36)


def off_centre(box, no, nc):
    """ARM's dividers at one end of their tolerance each: 1 moves a contact's thresholds up, -1 down. Offsets: arm_thresholds."""
    for sign, top, bottom in ((no, "R613", "R614"), (nc, "R616", "R617")):
        box.scale(top, 1 - sign * TOLERANCE["R"]).scale(bottom, 1 + sign * TOLERANCE["R"])
    return box


def arm_thresholds(report):
    """Where each of ARM's contacts changes, behind its filter: all parts at one end, and the feedback at either."""
    def changes(case):
        contact, sign, feedback = case
        box = off_centre(Channels(), sign, sign)
        for ref in ("R615", "R618"):
            box.scale(ref, 1 + feedback * TOLERANCE["R"])
        box.params["vos"] = -sign * ARM_OFFSET_V
        wire, out = ("ARM_F", "PRESSED") if contact == "no" else ("ARM_NC_F", "AT_REST")
        box.extra.append(f"V_ramp {wire} 0 PWL(0 0 0.05 0 0.55 3.3 0.6 3.3 1.1 0)")
        waves = box.run(1.1, 2e-4)
        up, down = waves.crossing(out, VDD / 2, 0.06, False), waves.crossing(out, VDD / 2, 0.6, True)
        return up and waves.at(wire, up), down and waves.at(wire, down)

    cases = list(itertools.product(("no", "nc"), (-1, 0, 1), (-1, 0, 1)))
    with ThreadPoolExecutor(2) as pool:
        found = dict(zip(cases, pool.map(changes, cases)))
    if any(None in pair for pair in found.values()):
        report.add("arm_thresholds", None, "V", 0)
        return
    ends = {}
    for contact in ("no", "nc"):
        for i, way in enumerate(("rising", "falling")):
            volts = [pair[i] for case, pair in found.items() if case[0] == contact]
            ends[contact, way] = min(volts), max(volts)
            report.add(f"arm_{contact}_{way}", found[contact, 0, 0][i], "V", VDD, digits=3)
            report.add(f"arm_{contact}_{way}_lowest", min(volts), "V", 0.5, below=False, digits=3)
            report.add(f"arm_{contact}_{way}_highest", max(volts), "V", 2.8, digits=3)
    report.add("arm_least_hysteresis", min(pair[0] - pair[1] for pair in found.values()), "V", 0.6, below=False, digits=3)
    # One voltage on both wires is a press only between the two: nowhere, while the normally closed contact's lie above the other's.
    report.add("arm_thresholds_apart", ends["nc", "falling"][0] - ends["no", "rising"][1], "V", 0.7, below=False, digits=3)


def lapse(report):
    """A K1 that lets go while ENABLE is high, or for an instant low, takes K2 with it: it cannot close the line again by itself."""
    def corner_of(box, slow):
        """EN_SLOW at one end: the part of an ablation that it lets be, and the shortest time for which it remembers ENABLE."""
        box.scale("R520", 1 + (1 if slow else -1) * TOLERANCE["R"]).scale("C511", 1 + (1 if slow else -1) * TOLERANCE["C511"])
        box.params["vtp"], box.params["vtn"] = (0.65, 0.45) if slow else (0.45, 0.25)
        return box

    def line_after(low, start, slow):
        box = corner_of(permitted(Channels(), last=0.68), slow)
        box.sources["ENABLE"] = steps([(0, 0), (ENABLED_S, VDD), (start, 0), (start + low, VDD)])
        waves = box.run(0.69)
        return waves.lowest("LINE_B", 0.30, start), waves.highest("LINE_B", start + 0.035)

    # Edges come at 0.50 and 0.52; a low that goes on over an edge costs one more. Fast forgets ENABLE soonest, slow sees it last.
    lows = (0.0005, 0.012, 0.022, 0.040)
    cases = [(low, start, False) for low in lows for start in (0.4995, 0.510)] + [(0.0005, 0.4995, True)]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda case: line_after(*case), cases))
    report.add("lapse_line_closed_before", min(f[0] for f in found), "V", 2.5, below=False, digits=2)
    for low in lows:
        worst = max(f[1] for f, case in zip(found, cases) if case[0] == low)
        report.add(f"lapse_enable_low_{low * 1000:g}_ms_line", worst, "V", 0.4, digits=2)

    def line_after_an_edge(after, slow):
        box = corner_of(permitted(Channels()), slow)
        box.sources["HEARTBEAT"] = beats([ENABLED_S + TICK * i for i in range(29)] + [0.60 + after, 0.60 + after + 0.001])
        return box.run(0.70).highest("LINE_B", 0.635)

    cases = list([(0.001, False), (0.0035, True), (0.010, False)])
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda case: line_after_an_edge(*case), cases))
    report.add("lapse_edge_too_many_line", max(found), "V", 0.4, digits=2)

    # A hang takes both channels: K1 welded does not matter then.
    box = permitted(Channels(), last=0.58)
    report.add("lapse_hang_sets_k2_latch", box.run(0.75).highest("K2_ON", 0.69), "V", 0.4, digits=2)

    # The start of an ablation: two edges as late as a tick may be, EN_SLOW at its fastest, leave K2 alone.
    box = corner_of(permitted(Channels(), last=0.60, gaps=(0.066, TICK, TICK)), False)
    report.add("lapse_lets_a_late_start_be", box.run(0.60).lowest("K2_ON", 0.17, 0.60), "V", 2.4, below=False, digits=2)
    # How long it is blind after ENABLE's rise, at its slowest.
    box = corner_of(permitted(Channels(), last=0.24), True)
    set_at = box.run(0.70, 5e-4).crossing("K2_ON", VDD / 2, 0.21, False)
    report.add("lapse_seen_after_enable_by", ms(set_at and set_at - ENABLED_S), "ms", 350)


def rail(report):
    """The coils' rail behind STOP's second pole: whatever it loses, the line stays open until a person arms."""
    def detector(box, sign):
        box.scale("R708", 1 - sign * TOLERANCE["THIN_FILM"]).scale("R707", 1 + sign * TOLERANCE["THIN_FILM"])
        box.params["vdet"] = 0.3945 * (1 + sign * 0.01)
        return box

    # Thresholds on a slow ramp down and up, both ends of the tolerance; diode included.
    def thresholds(sign):
        box = detector(Channels(), sign)
        box.sources["24V_F"] = "PWL(0 0 0.01 25 0.1 25 0.6 15 0.7 15 1.2 25)"
        waves = box.run(1.3)
        gone, back = waves.crossing("RAIL_OK", VDD / 2, 0.1, False), waves.crossing("RAIL_OK", VDD / 2, 0.7, True)
        return gone and waves.at("COIL_V", gone), back and waves.at("COIL_V", back)

    with ThreadPoolExecutor(2) as pool:
        low, high = pool.map(thresholds, (-1, 1))
    report.add("rail_threshold_lowest", low[0], "V", 18, below=False, digits=2)
    report.add("rail_threshold_highest", high[1], "V", 19, digits=2)

    def seen(volts):
        """A loss to so many volts, full rail before it, 1 uF on the rail, everything slow."""
        box = detector(permitted(Channels()), -1)
        box.scale("C703", 1 + TOLERANCE["C703"])
        box.extra.append("C_most 24V_COIL GND 0.9u")
        if volts is None:
            box.stop = steps([(0, 1), (0.4, 0)])
            box.sources["24V_F"] = f"{COIL_HIGH_V}"
        else:
            box.sources["24V_F"] = f"PWL(0 {COIL_HIGH_V} 0.4 {COIL_HIGH_V} 0.4001 {volts})"
        waves = box.run(0.42, 1e-4)
        gone = waves.crossing("RAIL_OK", VDD / 2, 0.4, False)
        return gone and gone - 0.4

    report.add("rail_loss_seen_after", ms(seen(None)), "ms", 1, digits=2)
    # Sooner than a coil's current follows (8 H by 1600 ohm are 5 ms), so no relay can let go unnoticed.
    report.add("rail_sag_to_16_V_seen_after", ms(seen(16)), "ms", 5, digits=2)

    def opened_for(milliseconds, lags, held):
        """The rail opens for a while, and the program beats on: the line at the end, and whether it had closed before."""
        box = permitted(Channels(), last=0.66)
        box.lags = lags
        box.stop = steps([(0, 1), (0.4, 0), (0.4 + milliseconds / 1000, 1)])
        if held:
            box.extra += [f"V_held held 0 {steps([(0, 0), (0.38, 1)])}", f"B_held 0 {held}_ARM I = V(held)*(1-V({held}_ARM))*10m"]
        waves = box.run(0.65, 2e-4)
        settled = 0.4 + milliseconds / 1000 + 0.03
        return waves.lowest("LINE_B", 0.3, 0.39), waves.highest("LINE_B", settled), waves.highest("K2_ON", settled), waves.highest("FED", settled)

    quick, slow = 0.6, 2.0
    cases = [(f"{d}_ms", d, {}, None) for d in (1, 5, 20, 45)]
    cases += [("6_ms_k1_drops_first", 6, {"K1": quick, "K2": slow}, None), ("6_ms_k2_drops_first", 6, {"K1": slow, "K2": quick}, None),
              ("20_ms_k2_held_in", 20, {}, "K2"), ("20_ms_k1_held_in", 20, {}, "K1")]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda case: opened_for(*case[1:]), cases))
    report.add("rail_line_closed_before", min(f[0] for f in found), "V", 2.5, below=False, digits=2)
    for case, (_, line, k2_on, fed) in zip(cases, found):
        report.add(f"rail_open_{case[0]}_line", line, "V", 0.4, digits=2)
    report.add("rail_open_k2_latch", max(f[2] for f in found), "V", 0.4, digits=2)
    report.add("rail_open_k1_fed", max(f[3] for f in found), "V", 0.4, digits=2)

    # STOP tapped in the proof test, K2 out and K1 alone energised.
    box = permitted(Channels(), last=0.66)
    box.sources["K2_HOLD"] = "0"
    box.stop = steps([(0, 1), (0.4, 0), (0.405, 1)])
    waves = box.run(0.65, 2e-4)
    report.add("rail_tap_k1_alone_stays_out", waves.highest("K1_ARM", 0.44), "part", 0.1, digits=2)

    # Shorter than 0.2 ms is no loss: everything fast, the rail at its lowest, both coils' current drawn from the cable.
    def ignored(milliseconds):
        box = detector(permitted(Channels(), last=0.56), 1)
        box.scale("C703", 1 - TOLERANCE["C703"])
        box.sources["24V_F"] = steps([(0, 0), (1e-6, COIL_LOW_V)], 1e-3)
        box.stop = steps([(0, 1), (0.4, 0), (0.4 + milliseconds / 1000, 1)])
        waves = box.run(0.55, 1e-4)
        return min(waves.lowest(name, 0.3, 0.55) for name in ("K2_ON", "FED", "LINE_B"))

    for milliseconds in (0.1, 0.2):
        report.add(f"rail_dip_of_{milliseconds}_ms_ignored", ignored(milliseconds), "V", 2.4, below=False, digits=2)

    # After a loss the next ENABLE and the next press are good again.
    box = Channels().press((PRESSED_S, PRESSED_S + 0.1), (0.50, 0.60))
    box.stop = steps([(0, 1), (0.35, 0), (0.40, 1)])
    box.sources["ENABLE"] = steps([(0, 0), (ENABLED_S, VDD), (0.42, 0), (0.62, VDD)])
    box.sources["HEARTBEAT"] = beats([ENABLED_S + TICK * i for i in range(33)])
    report.add("rail_back_press_closes_the_line", box.run(0.82).at("LINE_B", 0.81), "V", 4, below=False, digits=2)


RAMPS = {
    "1_ms": [(0, 0), (0.001, 1), (0.3, 1)],
    "100_ms": [(0, 0), (0.1, 1), (0.3, 1)],
    "2_s": [(0, 0), (2.0, 1)],
    "down_1_s": [(0, 1), (0.1, 1), (1.1, 0)],
    "dip_to_2.5_V": [(0, 1), (0.1, 1), (0.15, 0.76), (0.2, 0.76), (0.25, 1), (0.3, 1)],
    "dip_to_1.5_V": [(0, 1), (0.1, 1), (0.15, 0.45), (0.2, 0.45), (0.25, 1), (0.3, 1)],
    "dip_to_0.5_V": [(0, 1), (0.1, 1), (0.15, 0.15), (0.2, 0.15), (0.25, 1), (0.3, 1)],
}


def supplies(report):
    """Nobody presses ARM: whatever the 3.3 V does while 24 V is there, and the flip-flops waking up the wrong way, no coil."""
    def coil_of(shape):
        box = Channels()
        ramp = "PWL(" + " ".join(f"{t:g} {v * VDD:g}" for t, v in RAMPS[shape]) + ")"
        for name in ("3V3", "FAULT", "FAULT2", "TELEMETRY", "K2_HOLD"):
            box.sources[name] = ramp
        box.sources["24V_F"] = f"{COIL_HIGH_V}"
        box.sources["ENABLE"] = box.sources["HEARTBEAT"] = None
        # Pins of an ESP32 without program, at their worst: its own pull-ups.
        box.extra += ["Rwpu1 3V3 ENABLE 45k", "Rwpu2 3V3 HEARTBEAT 45k"]
        box.params["rcoil"] = COIL_LOW_OHM
        waves = box.run(RAMPS[shape][-1][0])
        return max(waves.highest("I1"), waves.highest("I2")) / RATED_A * 100

    with ThreadPoolExecutor(2) as pool:
        for shape, figure in zip(RAMPS, pool.map(coil_of, RAMPS)):
            report.add(f"supply_{shape}_coil_current", figure, "%", 10, digits=2)

    def brownout(low):
        box = permitted(Channels(), last=0.88)
        box.sources["3V3"] = f"PWL(0 0 0.001 3.3 0.5 3.3 0.52 {low} 0.57 {low} 0.59 3.3)"
        waves = box.run(0.9)
        return waves.highest("K2_ON", 0.58, 0.9), waves.crossing("LINE_B", 2.5, 0.5, False)

    worst = [brownout(low) for low in (2.9, 1.2)]
    report.add("brownout_leaves_latch_set", max(w[0] for w in worst), "V", 0.4, digits=2)
    report.add("brownout_line_open", ms(max((w[1] or 9) - 0.5 for w in worst)), "ms", 50)

    # 24 V comes slowly or sags: a relay may hold or drop, never chatter in without the channel asking.
    box = Channels()
    box.sources["24V_F"] = "PWL(0 0 2 25.2 2.5 10 3 25.2)"
    waves = box.run(3.0)
    report.add("supply_24_V_slow_coil_current", max(waves.highest("I1"), waves.highest("I2")) / RATED_A * 100, "%", 10, digits=2)


def response(source, frequencies, out):
    """Gain in dB of the input filter for a source given as SPICE lines."""
    with open(os.path.join(DECKS, "filter.cir"), encoding="utf-8") as file:
        text = "input filter\n" + file.read() + source + "\nRgndp GNDP 0 1u\nVbias BIAS 0 0.735\n"
    text = apply_break(text)
    gains = []
    for frequency in frequencies:
        rows = spice(text, ["g"], f"ac lin 1 {frequency} {frequency}\nlet g = db({out})")
        gains.append(rows[0][1])
    return gains


def apply_break(text):
    """--break on the parts of the filter deck."""
    lines = text.split("\n")
    for kind, ref, value, *_ in FILTER_BROKEN:
        for i, line in enumerate(lines):
            words = line.split()
            if words and words[0].upper() in (ref, "R" + ref, "L" + ref, "X" + ref):
                if kind == "scale":
                    words[3] = f"{number(words[3]) * value:g}"
                else:
                    words = [f"R{words[0]}x", words[1], words[2], "1m" if kind == "short" else "1e12"]
                lines[i] = " ".join(words)
    return "\n".join(lines)


FILTER_BROKEN = []
SIGNALS_BROKEN = []


def inputs(report):
    """The thermocouple input: RF, mains, open, short, over-voltage."""
    differential = "Vp P 0 AC 0.5\nVn N 0 AC -0.5\nRp P TC_P 5\nRn N TC_N 5"
    common = "Vp P 0 AC 1\nRp P TC_P 5\nRn P TC_N 5"
    bands = (("13.56_MHz", 13.56e6), ("915_MHz", 915e6), ("2.45_GHz", 2.45e9))
    for name, gain in zip(bands, response(differential, [b[1] for b in bands], "v(t_p)-v(t_n)")):
        report.add(f"rf_differential_{name[0]}", -gain, "dB", 40, below=False)
    for name, gain in zip(bands, response(common, [b[1] for b in bands], "v(t_p)")):
        report.add(f"rf_common_{name[0]}", -gain, "dB", 40, below=False)

    # Mains: the filter lets it through; the chip's own notch (91 dB, data sheet) must do it. 10 mV is a bad cable.
    for frequency in (50.0, 60.0):
        gain = response(differential, [frequency], "v(t_p)-v(t_n)")[0]
        report.add(f"mains_{frequency:.0f}_Hz_10_mV_reads", 10e3 * 10 ** ((gain - 91) / 20) / 42.1, "degC", 0.1, digits=4)
    # 230 V through 10 pF of stray into the isolated side, which hangs on 100 pF to the chassis: seen between pin and GNDP.
    stray = ("Vm MAINS CHASSIS AC 325\nCst MAINS TIP 10p\nRp TIP TC_P 5\nRn TIP TC_N 5\nCy GNDP CHASSIS 100p\nRch CHASSIS 0 1u")
    with open(os.path.join(DECKS, "filter.cir"), encoding="utf-8") as file:
        text = apply_break("stray\n" + file.read() + stray + "\nRl GNDP 0 1e12\nVbias BIAS GNDP 0.735\n")
    volts = spice(text, ["g"], "ac lin 1 50 50\nlet g = mag(v(t_n)-v(gndp))")[0][1]
    report.add("mains_common_mode_at_pin", volts * 1000, "mV", 200, digits=2)
    worst = volts * 1e6 * 10 ** (-70 / 20) / 42.1
    report.add("mains_common_mode_reads_unfiltered", worst, "degC", 0.5, digits=3)

    # What the filter's resistance does to the reading: 4 nA of input current through both resistors (data sheet).
    words = {w[0]: w[3] for w in (line.split() for line in text.split("\n")) if len(w) > 3}
    resistance = sum(number(words.get(r, "1g")) for r in ("R201", "R202"))
    report.add("filter_bias_current_error", 4e-9 * resistance / 42.1e-6, "degC", 0.1, digits=3)
    # The open test's setting 01 in CR0 asks for a source below 5 kohm.
    report.add("filter_resistance_for_open_test", resistance, "ohm", 5000, digits=0)
    corner_hz = 1 / (2 * math.pi * resistance * (number(words.get("C203", "1p")) + number(words.get("C204", "1p")) / 2))
    report.add("filter_corner", corner_hz / 1000, "kHz", 5, below=False, digits=2)

    base = text.split("Vm MAINS")[0].replace("stray", "input", 1) + "Vbias BIAS GNDP 0.735\nRg GNDP 0 1u\n"
    # A step of the tip: settled to 0.1 % long before the shortest conversion (82 ms).
    rows = spice(base + "Vt A TC_N PWL(0 0 1u 0 2u 10m)\nRt A TC_P 10\n", ["v(t_p)-v(t_n)"], "tran 1u 2m 0 2u")
    off = [r[0] for r in rows if abs(r[1] - 0.01) > 1e-5]
    report.add("input_settles", None if off[-1] == rows[-1][0] else off[-1] * 1e6, "us", 1000, digits=0)
    # Open: the wire breaks at 1 ms. 4 nA pulls T+ away: how far within a conversion; the open test is what tells it.
    opened = ("Vt A TC_N DC 1.7m\nSt A TC_P c 0 SWO\nVc c 0 PWL(0 1 1m 1 1.001m 0)\n.model SWO SW(VT=0.5 VH=0.1 RON=10 ROFF=1e13)\n"
              "Ib T_P GNDP 4n\n")
    rows = spice(base + opened, ["v(t_p)-v(t_n)"], "tran 1m 120m 0 1m")
    report.add("open_input_drift_in_a_conversion", abs(rows[-1][1] - rows[0][1]) * 1000, "mV", 78, digits=2)
    # Short across the plug: 0 V, the chip reads the connector's temperature (25 degC): below the arming range, so refused.
    rows = spice(base + "Vt A TC_N DC 0.704m\nRt A TC_P 10\nRs TC_P TC_N 10m\n", ["v(t_p)-v(t_n)"], "tran 1m 20m")
    report.add("shorted_input_reads_above_connector", abs(rows[-1][1]) / 42.1e-6, "degC", 5, digits=3)
    # Over-voltage: a step to 45 V on both leads, across, and on T- alone, with an edge of 10 ns, so that bead and capacitor ring.
    # The chip stands 45 V and draws what BIAS lets through (2 kohm); 100 V is the capacitors' rating.
    leads = {"common": "Ro A TC_P 1\nRo2 A TC_N 1\n", "differential": "Ro A TC_P 1\nRo2 TC_N 0 1\n",
             "reversed": "Ro A TC_N 1\nRo2 TC_P 0 1\n"}
    for name, lines in leads.items():
        signals = ["v(t_p)", "v(t_n)", "v(n1)", "v(n2)"]
        step = "Vo A 0 PWL(0 0 1u 0 1.01u 45)\n"
        early = spice(base + step + lines, signals, "tran 1n 20u 0 2n")
        late = spice(base + step + lines, signals, "tran 1u 20m 0 10u")
        rows = early + late
        pins = max(max(abs(r[1]), abs(r[3])) for r in rows)
        report.add(f"overvoltage_45_V_{name}_at_pin", pins, "V", 45.1, digits=2)
        report.add(f"overvoltage_45_V_{name}_at_entry", max(max(abs(r[5]), abs(r[7])) for r in rows), "V", 100, digits=1)
        heat = max((late[-1][5] - late[-1][1]) ** 2 / number(words.get("R201", "1m")),
                   (late[-1][7] - late[-1][3]) ** 2 / number(words.get("R202", "1m")))
        report.add(f"overvoltage_45_V_{name}_resistors", heat * 1000, "mW", 100)
        seen = next((r[0] - 1e-6 for r in late if max(abs(r[1]), abs(r[3])) > VDD + 0.18), None)
        report.add(f"overvoltage_{name}_seen_by_chip", ms(seen), "ms", 1, digits=3)
    discharges(report, base.replace("Rg GNDP 0 1u\n", ""))


def discharges(report, base):
    """A hand (150 pF, 330 ohm) touches T+ while the patient side floats, and while a probe on earthed tissue holds it: what the pins see.

    C204 and C205 at their smallest, and beads that such a current has saturated."""
    base = re.sub(r"^(C20[45] .*) (\S+)$", lambda m: f"{m[1]} {number(m[2]) * 0.95}", base, flags=re.M)
    base = re.sub(r"^(RFB20[12] .*) \S+$", r"\1 1", base, flags=re.M)
    for name, volts, earth, other in (("8_kV_floating", 8e3, 1e9, 10), ("8_kV_earthed", 8e3, 0.1, 10), ("15_kV_floating", 15e3, 1e9, 10),
                                      ("15_kV_earthed", 15e3, 0.1, 10), ("-15_kV_earthed", -15e3, 0.1, 10), ("15_kV_other_wire_open", 15e3, 0.1, 1e9)):
        hand = (f"Re GNDP 0 {earth}\nCy GNDP 0 100p\nCh H 0 150p IC={volts}\nRh H S 330\nSd S TC_P c 0 SWE\nRp TC_P TC_N {other}\n"
                "Vc c 0 PWL(0 0 10n 0 10.7n 1)\n.model SWE SW(VT=0.5 RON=0.01 ROFF=1e12)\n")
        rows = spice(base + hand, ["v(t_p)-v(gndp)", "v(t_n)-v(gndp)"], "tran 0.05n 20u 0 1n uic")
        report.add(f"discharge_{name}_at_pin", max(max(abs(r[1]), abs(r[3])) for r in rows), "V", 45, digits=1)


def lamps(report):
    """Red is lit unless its pin is driven low; either way to the sounder sounds; green has its current from the relays' contacts."""
    found = {name: signals.currents(signals.parts(SIGNALS_BROKEN), *levels) for name, levels in signals.PLAYS.items()}
    report.add("red_lit_pin_floating", found["red floating"][0] * 1000, "mA", 3, below=False, digits=2)
    report.add("red_lit_pin_high", found["red high"][0] * 1000, "mA", 3, below=False, digits=2)
    report.add("red_out_pin_low", found["red low"][0] * 1000, "mA", 0.01, digits=3)
    report.add("sounder_by_firmware", found["firmware sounds"][1] * 1000, "mA", 25, below=False, digits=1)
    report.add("sounder_without_firmware", found["watchdog sounds"][1] * 1000, "mA", 25, below=False, digits=1)
    report.add("sounder_silent", found["red low"][1] * 1000, "mA", 0.1, digits=3)
    report.add("green_lamp_current", found["green"][2] * 1000, "mA", 3, below=False, digits=2)


def protection(report):
    """A supply above its range, a reversed one, what the cables bring in."""
    power.checks(report, permitted)
    cables.checks(report)


GROUPS = {"watchdog": watchdog, "relays": relays, "latch": latch, "lapse": lapse, "rail": rail, "lamps": lamps, "supplies": supplies,
          "inputs": inputs, "protection": protection}


def parse_break(text):
    """REF=open, =short or =xFACTOR."""
    ref, _, how = text.partition("=")
    ref = ref.upper()
    if how in ("open", "short"):
        return (how, ref, (0, 1) if how == "short" else (0,))
    try:
        if how.startswith("x"):
            return ("scale", ref, float(how[1:]))
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{text}: expected REF=open, REF=short or REF=xFACTOR")


def in_filter(ref):
    return any(words[0].upper() in (ref, "R" + ref, "X" + ref) for words in part_lines("filter.cir"))


def compare(path, header, rows, write):
    """Writes a committed table, or tells whether it still says what was found; margins follow from the figures."""
    if write:
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header] + rows)
        return True
    if not os.path.exists(path):
        return False
    with open(path, encoding="utf-8", newline="") as file:
        old = list(csv.reader(file))
    return len(old) == len(rows) + 1 and old[0] == header and all(near(header, a, b) for a, b in zip(old[1:], rows))


def deck_digests():
    """The decks that the committed tables were found with: the bench's tests notice a deck that changed since."""
    found = []
    for name in sorted(os.listdir(DECKS)):
        with open(os.path.join(DECKS, name), encoding="utf-8") as file:
            found.append([name, hashlib.sha256(file.read().encode()).hexdigest()])
    return found


def near(header, old, new):
    """Equal words, or numbers within 5 % or 0.05: another release of ngspice takes other steps."""
    if len(old) != len(new):
        return False
    for column, a, b in zip(header, old, new):
        if column == "margin":
            continue
        try:
            if abs(float(a) - float(b)) > max(0.05, 0.05 * abs(float(b))):
                return False
        except ValueError:
            if a != b:
                return False
    return True


def main():
    parser = argparse.ArgumentParser(prog="run")
    parser.add_argument("--only", choices=list(GROUPS) + ["faults"], help="one group")
    parser.add_argument("--break", dest="broken", action="append", default=[], type=parse_break, metavar="REF=open|short|xFACTOR")
    parser.add_argument("--write", action="store_true", help="write figures.csv and faults.csv instead of comparing")
    options = parser.parse_args()

    box = Channels()
    for fault in options.broken:
        try:
            box.part(fault[1])
            Channels.broken.append(fault)
        except KeyError:
            if in_filter(fault[1]):
                FILTER_BROKEN.append(fault)
            elif any(words[0] == fault[1] for words in part_lines("signals.cir")):
                SIGNALS_BROKEN.append(fault)
            elif any(words[0].removeprefix("X") == fault[1] for words in part_lines("power.cir")):
                power.BROKEN.append(fault)
            elif any(cables.of(words[0]) == fault[1] for words in part_lines("cables.cir")):
                cables.BROKEN.append(fault)
            else:
                parser.error(f"{fault[1]} is in no deck")
    if options.write and (options.broken or options.only not in (None, "faults")):
        parser.error("--write needs a whole run, or --only faults, with nothing broken")

    report = Report()
    for name, group in GROUPS.items():
        if options.only in (None, name):
            try:
                group(report)
            except NoWaves as error:
                print(f"{name}: {error}")
                report.rows.append([name, "none", "", "", "", "FAIL"])
    whole = options.only is None and not options.broken
    if options.only in (None, "faults"):
        table = faults.campaign(report, permitted)
        if whole or (options.write and options.only == "faults"):
            if not compare(os.path.join(HERE, "faults.csv"), faults.HEADER, table, options.write):
                print("faults.csv differs from what was found: look, then run --write")
                report.rows.append(["faults.csv", "", "", "", "", "FAIL"])
    if whole:
        rows = [row for row in report.rows if row[1]]
        if not compare(os.path.join(HERE, "figures.csv"), ["name", "figure", "unit", "limit", "margin", "verdict"], rows, options.write):
            print("figures.csv differs from what was found: look, then run --write")
            report.rows.append(["figures.csv", "", "", "", "", "FAIL"])
        if not compare(os.path.join(HERE, "decks.csv"), ["deck", "sha256"], deck_digests(), options.write):
            print("decks.csv is of other decks: run --write")
            report.rows.append(["decks.csv", "", "", "", "", "FAIL"])
    failed = sum(row[5] == "FAIL" for row in report.rows)
    print(f"{len(report.rows) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

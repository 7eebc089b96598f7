#!/usr/bin/python3
"""Makes ../interlock.kicad_pcb from the netlist, the parts list, placement.csv and the router's session. KiCad 6's pcbnew module.

  layout.py               makes the board and prints KiCad's own rule check; exit 1 with errors or unconnected pads
  layout.py --dsn FILE    writes what a router needs instead; its answer is interlock.ses

Millimetres, origin at the board's upper left corner, x to the right, y down.
"""
import csv
import math
import os
import re
import shutil
import sys
import tempfile

import pcbnew

HERE = os.path.dirname(os.path.abspath(__file__))
KICAD = os.path.dirname(HERE)
LIBRARY = "/usr/share/kicad/footprints"
WIDTH, HEIGHT = 160, 100
CORNER = (60, 50)  # of the board on the sheet
# Copper keeps out of these on every layer: between patient and box, around the PC's island, around the screws beside the patient's copper.
BARRIERS = ([(39.95, 0), (48.05, 0), (48.05, HEIGHT), (39.95, HEIGHT)],
            [(119.95, 0), (128.05, 0), (128.05, 24), (WIDTH, 24), (WIDTH, 32.1), (119.95, 32.1)])
HOLES = {"H1": (4.5, 4.5), "H2": (4.5, 95.5), "H3": (114.3, 4.5), "H4": (141, 95.5)}
SCREW_HEAD = 3.0
# 5 mm around the generator's line: nothing else's copper. The line itself is drawn here, the rest is the router's.
LINE_AREA = [(107.4, 46), (129.5, 46), (132.2, 43.3), (132.2, 38.6), (149.5, 38.6), (149.5, 45), (156.2, 45), (156.2, 62.4), (149.5, 62.4),
             (149.5, 68.8), (132.2, 68.8), (132.2, 60.3), (107.4, 60.3)]
# Planes: net, layer, outline.
PATIENT = [(0.5, 0.5), (39.95, 0.5), (39.95, 99.5), (0.5, 99.5)]
BOX = [(48.05, 0.5), (119.95, 0.5), (119.95, 32.1), (159.5, 32.1), (159.5, 99.5), (48.05, 99.5)]
PC = [(128.05, 0.5), (159.5, 0.5), (159.5, 24), (128.05, 24)]
INNER = (("GNDP", "In1.Cu", PATIENT), ("3V3P", "In2.Cu", PATIENT), ("GND", "In1.Cu", BOX), ("3V3", "In2.Cu", BOX),
         ("GNDU", "In1.Cu", PC), ("3V3U", "In2.Cu", PC))
OUTER = tuple((net, layer, outline) for net, outline in (("GNDP", PATIENT), ("GND", BOX), ("GNDU", PC)) for layer in ("F.Cu", "B.Cu"))
# Pads that the schematic's symbol lacks, and the net that they get.
EXTRA_PADS = {("U701", "4"): "GND", ("U701", "6"): "GND"}
LINE = {"LINE_A_IN", "LINE_A", "LINE_F", "LINE_MID", "LINE_B", "LINE_B_IN"}
# A via's width; the session's are the same, from ../interlock.kicad_pro.
VIA = 0.7
# Where references stand that have no room above their part, words on the board (text, x, y, size, angle) and lines along the barriers.
OWN_TEXT = {"U401": (66, 15), "K1": (122, 39.7), "K2": (122, 67.7), "PS301": (40, 70), "F702": (119, 53.7), "F801": (131, 80), "J701": (154, 53.7),
            "J801": (154, 83.9), "J1001": (109.6, 98.7), "J1201": (102.5, 5.75), "J401": (87, 5.7), "J901": (145.9, 3.6), "R207": (44, 93.5),
            "J802": (62, 88), "C208": (44, 87), "FB201": (7.3, 29.5), "FB202": (7.3, 24.9),
            "FB1101": (7.3, 47.5), "FB1102": (7.3, 42.9), "R1101": (14.4, 44.99), "R1102": (14.4, 40.39),
            "C205": (14.8, 20.9), "D202": (20.4, 19.7), "C203": (14.8, 25.7), "C204": (14.8, 30.4), "D201": (20.4, 32),
            "D1004": (64.8, 99.1), "C1002": (69.9, 99.1), "D1005": (74.1, 99.1), "C1003": (78.3, 99.1), "C1004": (82.4, 97.4), "C1005": (87.4, 97.4),
            "C1006": (88.6, 99.1), "C1007": (92.8, 99.1), "C1008": (97, 99.1), "C1010": (101.2, 99.1), "D1006": (105.6, 97.3),
            "R803": (78.2, 77.33), "R804": (81.6, 77.46), "C806": (85, 77.13), "TP_OV_SENSE": (73.2, 75.3), "Q1001": (82.6, 73.2),
            "U802": (78.5, 83.4), "R805": (81.8, 83.4), "Q802": (85.1, 83.4), "R806": (88.4, 83.4), "Q803": (114.2, 97.2),
            "D804": (143.4, 80.65), "D806": (143, 92.5), "FB802": (143.3, 78.97), "Q801": (140.1, 80.2), "R802": (143.9, 74.95), "D803": (144.2, 77.74),
            "D902": (142.1, 10.65), "C1009": (100.3, 88.75), "R808": (119.5, 85.49), "C807": (119.5, 87.58), "R807": (119.5, 89.65), "D805": (119.5, 94.45),
            "C1105": (14.8, 38.9), "D1102": (20.4, 37.7), "C1103": (14.3, 43.7), "C1104": (14.8, 48.4), "D1101": (20.4, 50)}
WORDS = (("PATIENT SIDE  GNDP", 30, 3, 1.2, 0), ("8 mm", 44, 4, 1.2, 90), ("8 mm", 124, 21, 1.2, 90), ("PC SIDE  GNDU", 135, 2.2, 1.2, 0),
         ("GENERATOR'S LINE  30 V 0.1 A  5 mm", 124, 47.6, 0.9, 0),
         ("Temperature interlock  rev A", 25, 97.8, 1.0, 0), ("research and bench use only", 124, 98.9, 1.0, 0),
         ("type T", 1.6, 24, 0.9, 90), ("+", 4, 30.4, 1.2, 0), ("-", 6.2, 21.2, 1.2, 0), ("shield", 8.6, 20.5, 0.8, 0), ("+", 4, 48.4, 1.2, 0),
         ("-", 6.2, 39.2, 1.2, 0), ("shield", 8.6, 38.5, 0.8, 0),
         ("24V", 152.3, 91.5, 0.8, 90), ("0V", 152.3, 86.4, 0.8, 90), ("PE", 152.3, 81.3, 0.8, 90), ("PE", 57.2, 89.8, 1.2, 0))
SILK_LINES = (*(((x, y0), (x, y1)) for x in (40.6, 47.4) for y0, y1 in ((1, 17), (56, 61), (97.2, 99))),
              ((120.6, 17.5), (120.6, 31.5)), ((120.6, 31.5), (159, 31.5)), ((127.4, 17.5), (127.4, 24.6)), ((127.4, 24.6), (159, 24.6)))


def mm(value):
    return pcbnew.FromMM(float(value))


def at(x, y):
    return pcbnew.wxPoint(mm(CORNER[0] + float(x)), mm(CORNER[1] + float(y)))


def rows(*path):
    with open(os.path.join(*path), encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def inside(outline, x, y):
    found = False
    for (x0, y0), (x1, y1) in zip(outline, outline[1:] + outline[:1]):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            found = not found
    return found


class Box:
    """A rectangle along the axes, on the board."""

    def __init__(self, box):
        self.x0, self.y0 = pcbnew.ToMM(box.GetX()) - CORNER[0], pcbnew.ToMM(box.GetY()) - CORNER[1]
        self.x1, self.y1 = self.x0 + pcbnew.ToMM(box.GetWidth()), self.y0 + pcbnew.ToMM(box.GetHeight())

    @classmethod
    def of(cls, x0, y0, x1, y1):
        box = cls.__new__(cls)
        box.x0, box.y0, box.x1, box.y1 = x0, y0, x1, y1
        return box

    @property
    def middle(self):
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def grown(self, by):
        return Box.of(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def gap(self, x, y):
        return math.hypot(max(self.x0 - x, 0, x - self.x1), max(self.y0 - y, 0, y - self.y1))

    def meets(self, other):
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1

    def around(self, away):
        """Places beside the box, near ones first, of these first those that lead away from a point."""
        x, y = self.middle
        for out in (0.15, 0.3, 0.5, 0.8, 1.2, 1.7):
            places = []
            for k in range(16):
                angle = math.pi * k / 8
                reach = min((self.x1 - self.x0) / 2 / max(abs(math.cos(angle)), 1e-9), (self.y1 - self.y0) / 2 / max(abs(math.sin(angle)), 1e-9))
                far = reach + VIA / 2 + out
                places.append((x + far * math.cos(angle), y + far * math.sin(angle)))
            yield from sorted(places, key=lambda p: -math.hypot(p[0] - away[0], p[1] - away[1]))


class Board:
    def __init__(self):
        self.board = pcbnew.BOARD()
        self.board.SetCopperLayerCount(4)
        for layer in (pcbnew.In1_Cu, pcbnew.In2_Cu):
            self.board.SetLayerType(layer, pcbnew.LT_POWER)
        self.board.SetFileName(os.path.join(KICAD, "interlock.kicad_pcb"))
        self.nets = {}
        self.netlist = rows(KICAD, "netlist.csv")
        self.values = {row["ref"]: row["value"] for row in self.netlist}
        for name in sorted({row["net"] for row in self.netlist}):
            net = pcbnew.NETINFO_ITEM(self.board, name)
            self.board.Add(net)
            self.nets[name] = net

    def edge(self):
        corners = [(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)]
        for start, end in zip(corners, corners[1:] + corners[:1]):
            self.line(start, end, pcbnew.Edge_Cuts, 0.1)

    def line(self, start, end, layer, width):
        shape = pcbnew.PCB_SHAPE(self.board)
        shape.SetShape(pcbnew.SHAPE_T_SEGMENT)
        shape.SetStart(at(*start))
        shape.SetEnd(at(*end))
        shape.SetLayer(layer)
        shape.SetWidth(mm(width))
        self.board.Add(shape)

    def text(self, words, x, y, size, angle):
        text = pcbnew.PCB_TEXT(self.board)
        text.SetText(words)
        text.SetPosition(at(x, y))
        text.SetTextSize(pcbnew.wxSize(mm(size), mm(size)))
        text.SetTextThickness(mm(size * 0.15))
        text.SetTextAngle(angle * 10)
        text.SetLayer(pcbnew.F_SilkS)
        self.board.Add(text)

    def footprint(self, ref, library, x, y, angle):
        folder, name = library.split(":")
        base = KICAD if folder == "interlock" else LIBRARY
        part = pcbnew.FootprintLoad(os.path.join(base, folder + ".pretty"), name)
        if part is None:
            sys.exit(f"layout.py: {ref}: no footprint {library}")
        part.SetReference(ref)
        part.SetFPID(pcbnew.LIB_ID(folder, name))
        part.SetPosition(at(x, y))
        part.SetOrientationDegrees(float(angle))
        self.board.Add(part)
        return part

    def parts(self):
        """Every part of the parts list that is on the board, its pads on the schematic's nets."""
        nets = {(row["ref"], row["pin"]): row["net"] for row in self.netlist}
        nets.update(EXTRA_PADS)
        library = {ref: row["footprint"] for row in rows(KICAD, "..", "bom.csv") for ref in row["ref"].split()}
        for row in rows(HERE, "placement.csv"):
            ref = row["ref"]
            if ref.startswith("TP_"):
                part = self.footprint(ref, "TestPoint:TestPoint_Pad_D1.5mm", row["x_mm"], row["y_mm"], row["angle"])
                part.FindPadByNumber("1").SetNet(self.nets[ref[3:]])
                part.SetAttributes(part.GetAttributes() | pcbnew.FP_BOARD_ONLY | pcbnew.FP_EXCLUDE_FROM_BOM)
                part.SetValue(ref[3:])
                continue
            part = self.footprint(ref, library[ref], row["x_mm"], row["y_mm"], row["angle"])
            part.SetValue(self.values[ref])
            for pad in part.Pads():
                net = nets.get((ref, pad.GetNumber()))
                if net is not None:
                    pad.SetNet(self.nets[net])
                if 0 < pad.GetDrillSize().x < mm(0.3):  # the module's own vias
                    pad.SetDrillSize(pcbnew.wxSize(mm(0.3), mm(0.3)))
                    pad.SetSize(pcbnew.wxSize(mm(0.6), mm(0.6)))
        for ref, (x, y) in HOLES.items():
            part = self.footprint(ref, "MountingHole:MountingHole_3.2mm_M3", x, y, 0)
            part.SetAttributes(part.GetAttributes() | pcbnew.FP_BOARD_ONLY | pcbnew.FP_EXCLUDE_FROM_BOM)

    def silk(self):
        """References above the parts, test points by their net's name, what is where in words."""
        for part in self.board.GetFootprints():
            ref, text = part.GetReference(), part.Reference()
            box = part.GetBoundingBox(False, False)
            small = ref.startswith("TP_") or ref == "J1201" or max(box.GetWidth(), box.GetHeight()) < mm(13)
            if ref.startswith("TP_"):
                text.SetVisible(False)
                text = part.Value()
                text.SetLayer(pcbnew.F_SilkS)
            size = 0.8 if small else 1.2
            text.SetTextSize(pcbnew.wxSize(mm(size), mm(size)))
            text.SetTextThickness(mm(size * 0.15))
            text.SetKeepUpright(False)
            text.SetTextAngle(-part.GetOrientation())
            if ref in OWN_TEXT:
                text.SetPosition(at(*OWN_TEXT[ref]))
            elif small:
                courtyard = courtyard_of(part)
                text.SetPosition(pcbnew.wxPoint(courtyard.GetCenter().x, courtyard.GetTop() - mm(0.45)))
            if ref.startswith("H"):
                text.SetVisible(False)
        for words, x, y, size, angle in WORDS:
            self.text(words, x, y, size, angle)
        for start, end in SILK_LINES:
            self.line(start, end, pcbnew.F_SilkS, 0.15)

    def keep_out(self, outline, tracks=True):
        """No planes inside an outline on any layer, and no wires either unless they are allowed."""
        zone = self.zone(None, ("F.Cu", "In1.Cu", "In2.Cu", "B.Cu"), outline)
        zone.SetIsRuleArea(True)
        zone.SetDoNotAllowCopperPour(True)
        zone.SetDoNotAllowTracks(tracks)
        zone.SetDoNotAllowVias(tracks)
        zone.SetDoNotAllowPads(False)
        zone.SetDoNotAllowFootprints(False)

    def zone(self, net, layers, outline):
        zone = pcbnew.ZONE(self.board)
        layer_set = pcbnew.LSET()
        for layer in layers:
            layer_set.AddLayer(self.board.GetLayerID(layer))
        zone.SetLayerSet(layer_set)
        polygon = zone.Outline()
        polygon.NewOutline()
        for x, y in outline:
            polygon.Append(mm(CORNER[0] + x), mm(CORNER[1] + y))
        if net is not None:
            zone.SetNet(self.nets[net])
        zone.SetLocalClearance(mm(0.25))
        zone.SetMinThickness(mm(0.25))
        zone.SetThermalReliefGap(mm(0.3))
        zone.SetThermalReliefSpokeWidth(mm(0.4))
        self.board.Add(zone)
        return zone

    def barriers(self):
        for outline in BARRIERS:
            self.keep_out(outline)
        for x, y in (HOLES["H1"], HOLES["H2"]):
            radius = (SCREW_HEAD + 8) / math.cos(math.pi / 24)
            self.keep_out([(x + radius * math.cos(math.pi * k / 12), y + radius * math.sin(math.pi * k / 12)) for k in range(24)])

    def track(self, net, points, width, layer=pcbnew.F_Cu):
        for start, end in zip(points, points[1:]):
            track = pcbnew.PCB_TRACK(self.board)
            track.SetStart(at(*start))
            track.SetEnd(at(*end))
            track.SetWidth(mm(width))
            track.SetLayer(layer)
            track.SetNet(self.nets[net])
            self.board.Add(track)

    def pad(self, ref, number):
        """A pad's place on the board."""
        place = self.board.FindFootprintByReference(ref).FindPadByNumber(number).GetPosition()
        return pcbnew.ToMM(place.x) - CORNER[0], pcbnew.ToMM(place.y) - CORNER[1]

    def line_drawn(self):
        """The generator's line."""
        for net, ends, middle, layer in (("LINE_F", (("F702", "1"), ("K1", "43")), [(116.2, 51.5), (132.2, 51.5), (138.31, 45.39)], pcbnew.F_Cu),
                                         ("LINE_MID", (("K1", "44"), ("K2", "33")), [(140.3, 47.87), (140.3, 60.63)], pcbnew.B_Cu)):
            self.track(net, [self.pad(*ends[0])] + middle + [self.pad(*ends[1])], 1.0, layer)
        # Narrow at the beads, whose pads are narrow.
        self.track("LINE_A", [self.pad("F702", "2"), self.pad("FB701", "2")], 0.6)
        self.track("LINE_A_IN", [self.pad("FB701", "1"), (146.5, 53.7), self.pad("J701", "1")], 0.6)
        turn = (142.9, self.pad("FB702", "1")[1])
        self.track("LINE_B", [self.pad("K2", "34"), (142.9, 62.13), turn], 1.0, pcbnew.B_Cu)
        self.via("LINE_B", *turn)
        self.track("LINE_B", [turn, self.pad("FB702", "1")], 0.6)
        self.track("LINE_B_IN", [self.pad("FB702", "2"), self.pad("J701", "2")], 0.6)

    def drawn_by_hand(self):
        """The earth along the lower edge, the green lamp's way round the line, and both thermocouple inputs, which must be short and alike."""
        right, stud, bleed, return_ = self.pad("J801", "3"), self.pad("J802", "1"), self.pad("R207", "2"), self.pad("C208", "2")
        self.track("CHASSIS", [right, (146.2, right[1]), (146.2, 98.4), (stud[0] + 4, 98.4), stud, bleed], 2.0, pcbnew.B_Cu)
        self.track("CHASSIS", [bleed, (bleed[0], return_[1]), return_], 1.6, pcbnew.B_Cu)
        self.track("GREEN_MID", [self.pad("K1", "24"), (121.8, 39.7), (105.6, 39.7), (105.6, 67.7), (116.72, 67.7), self.pad("K2", "23")], 0.25, pcbnew.B_Cu)
        for j, beads, feeds, resistors in (("J201", ("FB201", "FB202"), ("C201", "C202"), ("R201", "R202")),
                                           ("J1101", ("FB1101", "FB1102"), ("C1101", "C1102"), ("R1101", "R1102"))):
            for number, bead, feed, resistor in zip("12", beads, feeds, resistors):
                for ends in (((j, number), (bead, "1")), ((bead, "2"), (feed, "1")), ((feed, "3"), (resistor, "1"))):
                    net = next(row["net"] for row in self.netlist if (row["ref"], row["pin"]) == ends[0])
                    self.track(net, [self.pad(*end) for end in ends], 0.3)

    def fan_out(self):
        """A via beside every surface pad of a net that has a plane: the nearest place that is clear of all other copper."""
        planes = {net for net, *_ in INNER}
        pads = [(Box(pad.GetBoundingBox()), pad) for part in self.board.GetFootprints() for pad in part.Pads()]
        wires = [(Box(track.GetBoundingBox()), track) for track in self.board.GetTracks()]
        vias = []
        for box, pad in pads:
            net = pad.GetNetname()
            if net not in planes or pad.GetAttribute() != pcbnew.PAD_ATTRIB_SMD or pad.GetParent().GetReference() == "U401" and pad.GetNumber() == "39":
                continue
            part = Box(pad.GetParent().GetBoundingBox(False, False))
            near = [(b, p) for b, p in pads + wires if p is not pad and b.gap(*box.middle) < 4]
            for x, y in box.around(part.middle):
                stub = Box.of(min(x, box.middle[0]), min(y, box.middle[1]), max(x, box.middle[0]), max(y, box.middle[1])).grown(0.15)
                if (self.is_free(x, y, VIA / 2) and all(math.hypot(x - u, y - v) > VIA + 0.25 for u, v in vias)
                        and all(b.gap(x, y) > VIA / 2 if p.GetNetname() == net else
                                b.gap(x, y) > VIA / 2 + 0.22 and not (p.IsOnLayer(pcbnew.F_Cu) and b.meets(stub.grown(0.22))) for b, p in near)):
                    break
            else:
                sys.exit(f"layout.py: no room for a via at {pad.GetParent().GetReference()}.{pad.GetNumber()}")
            vias.append((x, y))
            wires.append((stub, pad))
            self.track(net, [box.middle, (x, y)], 0.3)
            self.via(net, x, y)

    def is_free(self, x, y, radius):
        """Inside the board, in no barrier, beside no screw and off the generator's line."""
        return (0.5 + radius < x < WIDTH - 0.5 - radius and 0.5 + radius < y < HEIGHT - 0.5 - radius
                and not any(inside(outline, x + dx, y + dy) for outline in (*BARRIERS, LINE_AREA) for dx in (-radius, radius) for dy in (-radius, radius))
                and all(math.hypot(x - u, y - v) > 11.2 + radius for u, v in (HOLES["H1"], HOLES["H2"]))
                and all(math.hypot(x - u, y - v) > 3.5 + radius for u, v in HOLES.values()))

    def via(self, net, x, y):
        via = pcbnew.PCB_VIA(self.board)
        via.SetPosition(at(x, y))
        via.SetWidth(mm(VIA))
        via.SetDrill(mm(0.3))
        via.SetNet(self.nets[net])
        self.board.Add(via)

    def session(self):
        """The router's wires and vias."""
        with open(os.path.join(HERE, "interlock.ses"), encoding="utf-8") as handle:
            text = handle.read()
        scale = 1e6 / float(re.search(r"\(resolution um (\d+)\)", text).group(1)) / 1000
        seen = {key_of(track) for track in self.board.GetTracks()}

        def place(x, y):
            return pcbnew.wxPoint(round(float(x) * scale), round(-float(y) * scale))

        for net, body in re.findall(r'\(net "?([^\s"]+(?: [^"]*)?)"?\n(.*?)\n      \)', text[text.index("(network_out"):], re.S):
            for layer, width, points in re.findall(r"\(path (\S+) (\d+)\s+([-\d.\s]+)\)", body):
                numbers = points.split()
                places = [place(*numbers[i:i + 2]) for i in range(0, len(numbers), 2)]
                for start, end in zip(places, places[1:]):
                    track = pcbnew.PCB_TRACK(self.board)
                    track.SetStart(start)
                    track.SetEnd(end)
                    track.SetWidth(round(float(width) * scale))
                    track.SetLayer(self.board.GetLayerID(layer))
                    self.add_wire(track, net, seen)
            for x, y in re.findall(r'\(via "[^"]+" (-?[\d.]+) (-?[\d.]+)', body):
                via = pcbnew.PCB_VIA(self.board)
                via.SetPosition(place(x, y))
                via.SetWidth(mm(VIA))
                via.SetDrill(mm(0.3))
                self.add_wire(via, net, seen)

    def add_wire(self, item, net, seen):
        """What is drawn here comes back in the session, rounded; so do wires of no length."""
        key = key_of(item)
        if key[0] is not None and not any(kind == key[0] and math.dist(place, key[1]) < 0.01 for kind, place in seen):
            seen.add(key)
            item.SetNet(self.nets[net])
            self.board.Add(item)


def key_of(item):
    """A wire's or via's layer, 'via' or None for nothing, and both its ends in millimetres."""
    ends = [pcbnew.ToMM(v) for p in sorted(((p.x, p.y) for p in (item.GetStart(), item.GetEnd()))) for v in p]
    if isinstance(item, pcbnew.PCB_VIA):
        return "via", tuple(ends)
    return item.GetLayer() if math.dist(ends[:2], ends[2:]) > 0.01 else None, tuple(ends)


def courtyard_of(part):
    boxes = [item.GetBoundingBox() for item in part.GraphicalItems() if item.GetLayer() == pcbnew.F_CrtYd]
    whole = boxes[0]
    for box in boxes[1:]:
        whole.Merge(box)
    return whole


def read_back(board):
    """Saved and opened again, so that the project's net classes and rules hold."""
    path = board.GetFileName()
    pcbnew.SaveBoard(path, board, True)
    return pcbnew.LoadBoard(path)


def for_router(design, path):
    """The board as the router sees it: what is drawn here stays as it is, and the line wants nothing from it."""
    design.keep_out(LINE_AREA)
    design.drawn_by_hand()
    design.fan_out()
    for net, layer, outline in INNER:
        design.zone(net, (layer,), outline)
    for part in design.board.GetFootprints():
        for pad in part.Pads():
            if pad.GetNetname() in LINE:
                pad.SetNetCode(0)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(os.path.join(KICAD, "interlock.kicad_pro"), folder)
        design.board.SetFileName(os.path.join(folder, "interlock.kicad_pcb"))
        if not pcbnew.ExportSpecctraDSN(read_back(design.board), path):
            sys.exit(f"layout.py: {path} can't be written")
    with open(path, encoding="utf-8") as handle:
        text = handle.read()
    with open(path, "w", encoding="utf-8") as handle:
        handle.write(text.replace("(type route)", "(type protect)"))


def finished(design):
    design.keep_out(LINE_AREA, tracks=False)
    design.line_drawn()
    design.drawn_by_hand()
    design.fan_out()
    design.session()
    for net, layer, outline in INNER + OUTER:
        design.zone(net, (layer,), outline)
    design.silk()
    board = read_back(design.board)
    pcbnew.ZONE_FILLER(board).Fill(board.Zones())
    pcbnew.SaveBoard(board.GetFileName(), board, True)
    return board


def rule_check(board):
    """KiCad's own rule check: its errors and unconnected pads; drc.rpt has what it says, without date and place."""
    with tempfile.TemporaryDirectory() as folder:
        report = os.path.join(folder, "drc.rpt")
        pcbnew.WriteDRCReport(board, report, pcbnew.EDA_UNITS_MILLIMETRES, True)
        with open(report, encoding="utf-8") as handle:
            text = "".join(line for line in handle if not line.startswith(("** Drc report", "** Created on")))
    with open(os.path.join(HERE, "drc.rpt"), "w", encoding="utf-8") as handle:
        handle.write(text)
    kinds = re.findall(r"^\[(\w+)\]:.*\n.*?Severity: (\w+)", text, re.M)
    for kind in sorted(set(kinds)):
        print(f"{kinds.count(kind):5} {' '.join(kind)}")
    errors = sum(severity == "error" for _, severity in kinds)
    print(f"{errors} errors, {len(kinds) - errors} warnings")
    return errors


def main():
    design = Board()
    design.edge()
    design.parts()
    design.barriers()
    if sys.argv[1:2] == ["--dsn"]:
        for_router(design, sys.argv[2])
        return 0
    return 1 if rule_check(finished(design)) else 0


if __name__ == "__main__":
    sys.exit(main())

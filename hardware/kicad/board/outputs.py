#!/usr/bin/python3
"""What a board maker and an assembler need, out of ../interlock.kicad_pcb, and what shows the board. KiCad 6's pcbnew module.

  outputs.py FOLDER    writes FOLDER/interlock-board.zip (gerbers, drill, position, parts list, digests) and the drawings as SVG

Two runs write the same bytes: dates are left out. KiCad asks for the board's checks first: see README.md.
"""
import csv
import glob
import hashlib
import os
import re
import shutil
import sys
import tempfile
import zipfile

import pcbnew

HERE = os.path.dirname(os.path.abspath(__file__))
KICAD = os.path.dirname(HERE)
COPPER = (("F_Cu", pcbnew.F_Cu), ("In1_Cu", pcbnew.In1_Cu), ("In2_Cu", pcbnew.In2_Cu), ("B_Cu", pcbnew.B_Cu))
OTHER = (("F_Mask", pcbnew.F_Mask), ("B_Mask", pcbnew.B_Mask), ("F_Paste", pcbnew.F_Paste), ("F_Silkscreen", pcbnew.F_SilkS),
         ("B_Silkscreen", pcbnew.B_SilkS), ("Edge_Cuts", pcbnew.Edge_Cuts))
DATES = re.compile(r"^(%TF\.CreationDate,.*|G04 Created by KiCad.*|; #@! TF\.CreationDate,.*|; DRILL file.*)\n", re.M)


def plot(board, folder):
    control = pcbnew.PLOT_CONTROLLER(board)
    options = control.GetPlotOptions()
    options.SetOutputDirectory(folder)
    options.SetPlotFrameRef(False)
    options.SetUseAuxOrigin(False)
    options.SetSubtractMaskFromSilk(True)
    for name, layer in COPPER + OTHER:
        control.SetLayer(layer)
        control.OpenPlotfile(name, pcbnew.PLOT_FORMAT_GERBER, name)
        control.PlotLayer()
    control.ClosePlot()


def drill(board, folder):
    writer = pcbnew.EXCELLON_WRITER(board)
    writer.SetOptions(False, False, pcbnew.wxPoint(0, 0), False)
    writer.SetFormat(True)
    writer.CreateDrillandMapFilesSet(folder, True, False)


def positions(board, folder):
    """Centre and rotation of every part that a machine or a hand places; the origin is the board's lower left corner."""
    edge = board.GetBoardEdgesBoundingBox()
    with open(os.path.join(folder, "interlock-positions.csv"), "w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle, lineterminator="\n")
        out.writerow(["ref", "value", "footprint", "x_mm", "y_mm", "rotation", "side", "kind"])
        for part in sorted(board.GetFootprints(), key=lambda p: p.GetReference()):
            if not part.GetAttributes() & pcbnew.FP_BOARD_ONLY:
                place = part.GetPosition()
                out.writerow([part.GetReference(), part.GetValue(), part.GetFPID().GetUniStringLibItemName(),
                              f"{pcbnew.ToMM(place.x - edge.GetX()):.3f}", f"{pcbnew.ToMM(edge.GetBottom() - place.y):.3f}",
                              f"{part.GetOrientationDegrees():g}", "bottom" if part.IsFlipped() else "top",
                              "through hole" if part.GetAttributes() & pcbnew.FP_THROUGH_HOLE else "surface"])


def drawing(board, folder):
    """The assembly drawing: bodies, references and pads' outlines of the upper side."""
    control = pcbnew.PLOT_CONTROLLER(board)
    options = control.GetPlotOptions()
    options.SetOutputDirectory(folder)
    options.SetPlotFrameRef(False)
    options.SetPlotMode(pcbnew.FILLED)
    control.SetLayer(pcbnew.F_Mask)
    control.OpenPlotfile("assembly", pcbnew.PLOT_FORMAT_SVG, "assembly")
    control.SetColorMode(True)
    for layer in (pcbnew.F_Mask, pcbnew.F_SilkS, pcbnew.Edge_Cuts):
        control.SetLayer(layer)
        control.PlotLayer()
    control.ClosePlot()
    edge = board.GetBoardEdgesBoundingBox()
    edge.Inflate(pcbnew.FromMM(8))
    width, height = pcbnew.ToMM(edge.GetWidth()), pcbnew.ToMM(edge.GetHeight())
    path = os.path.join(folder, "interlock-assembly.svg")
    with open(path, encoding="utf-8") as handle:
        text = handle.read()
    with open(path, "w", encoding="utf-8") as handle:
        text = re.sub(r"<title>.*</title>", "<title>Assembly drawing, upper side</title>", text)
        handle.write(re.sub(r'width="[^"]+" height="[^"]+" viewBox="[^"]+"', f'width="{width:g}mm" height="{height:g}mm" '
                            f'viewBox="{edge.GetX()} {edge.GetY()} {edge.GetWidth()} {edge.GetHeight()}"', text, count=1))


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    target = os.path.abspath(sys.argv[1])
    board = pcbnew.LoadBoard(os.path.join(KICAD, "interlock.kicad_pcb"))
    os.makedirs(target, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plot(board, folder)
        drill(board, folder)
        positions(board, folder)
        shutil.copy(os.path.join(KICAD, "..", "bom.csv"), os.path.join(folder, "interlock-parts.csv"))
        lines = []
        for path in sorted(glob.glob(os.path.join(folder, "*"))):
            with open(path, encoding="utf-8") as handle:
                text = DATES.sub("", handle.read())
            with open(path, "w", encoding="utf-8") as handle:
                handle.write(text)
            lines.append(f"{hashlib.sha256(text.encode()).hexdigest()}  {os.path.basename(path)}\n")
        with open(os.path.join(folder, "SHA256SUMS"), "w", encoding="utf-8") as handle:
            handle.writelines(lines)
        archive = os.path.join(target, "interlock-board.zip")
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(glob.glob(os.path.join(folder, "*"))):
                with open(path, "rb") as handle:
                    packed.writestr(zipfile.ZipInfo(os.path.basename(path)), handle.read(), zipfile.ZIP_DEFLATED)
    drawing(board, target)
    with open(archive, "rb") as handle:
        print(f"{hashlib.sha256(handle.read()).hexdigest()}  {archive}")
    print("".join(lines), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())

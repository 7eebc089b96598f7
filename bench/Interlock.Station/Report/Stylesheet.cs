namespace Interlock.Station.Report;

/// <summary>What the report has of its own beside what every page has. Without characters that XML escapes, so that both parsers read the same.</summary>
public static class Stylesheet
{
    public const string Text = """

        .subtitle { color: #57606a; overflow-wrap: anywhere; }
        .use { display: inline-block; margin: 10px 0; padding: 5px 12px; border: 2px solid #1b1f24; font-weight: 600; }
        .nerve { display: flex; flex-wrap: wrap; gap: 4px 44px; margin: 12px 0; font-weight: 600; }
        .nerve div { max-width: 420px; }
        .nerve strong { display: block; font-size: 44px; line-height: 1.1; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .nerve p { flex-basis: 100%; }
        .filing { display: grid; grid-template-columns: repeat(4, 1fr); gap: 14px; margin: 16px 0; }
        .filing div { font-size: 12px; color: #57606a; }
        .filing span { display: block; min-height: 26px; border-bottom: 1px solid #57606a; font-size: 15px; color: #1b1f24; }
        .columns { display: grid; grid-template-columns: 1fr 1fr; gap: 8px 28px; align-items: start; }
        .log .facts th { width: 20%; }
        .figures td, .figures thead th { text-align: right; }
        .figures td:first-child, .figures thead th:first-child { text-align: left; }
        .marked { margin-top: 16px; }
        .cause { font-weight: 600; }
        .failed { color: #c62828; font-weight: 700; }
        figure { margin: 8px 0 12px; }
        figcaption { font-size: 13px; color: #57606a; }
        .key { display: inline-block; width: 12px; height: 12px; margin: 0 4px 0 10px; vertical-align: -1px; border: 1px solid #8c959f; }
        .key.permitted { background: #d5e3f5; margin-left: 0; }
        .key.coast { background: repeating-linear-gradient(135deg, #fff1de 0 3px, #c98a3c 3px 4px); }
        .edge { stroke: #57606a; stroke-width: 1; }
        .axis text, .break text { fill: #57606a; }
        .time { text-anchor: middle; }
        .celsius { text-anchor: end; }
        .level { stroke-width: 1.4; }
        .limit .level { stroke: #c62828; } .limit text { fill: #c62828; font-weight: 600; }
        .warning .level { stroke: #b26a00; stroke-dasharray: 7 4; } .warning text { fill: #8f5500; }
        .floor .level { stroke: #1565c0; stroke-dasharray: 2 3; } .floor text { fill: #1565c0; }
        .permitted { fill: #d5e3f5; }
        .other { fill: #eceff2; }
        .coast { fill: #fff1de; }
        .hatch { stroke: #c98a3c; stroke-width: 1; fill: none; opacity: 0.55; }
        .cutoff { stroke: #c62828; stroke-width: 1.4; }
        .course { fill: none; stroke: #0b3d75; stroke-width: 1.5; stroke-linejoin: round; }
        .second { stroke: #6b3fa0; stroke-dasharray: 5 3; }
        .which { fill: #0b3d75; font-weight: 700; text-anchor: middle; paint-order: stroke; stroke: #fff; stroke-width: 3px; }
        .which.second { fill: #6b3fa0; stroke: #fff; stroke-dasharray: none; }
        .key.one, .key.two { width: 26px; height: 0; border: none; border-top: 2px solid #0b3d75; vertical-align: 4px; }
        .key.two { border-top: 2px dashed #6b3fa0; }
        .lone { fill: #0b3d75; }
        .stem { stroke: #8c959f; stroke-dasharray: 2 3; }
        .disc { fill: #fff; stroke: #1b1f24; }
        .alarm .disc { fill: #c62828; stroke: #c62828; }
        .number { text-anchor: middle; font-size: 10px; font-weight: 600; }
        .alarm .number { fill: #fff; }
        .peak { fill: #fff; stroke: #0b3d75; stroke-width: 2; }
        .note { font-weight: 600; paint-order: stroke; stroke: #fff; stroke-width: 3px; }
        .left { text-anchor: end; }
        .many { display: grid; grid-template-columns: repeat(3, 1fr); gap: 10px 16px; }
        .many figure { margin: 0; break-inside: avoid; }
        .many figcaption { color: #1b1f24; }
        .many figcaption a { font-weight: 700; font-size: 15px; }
        .many .level { stroke: #8c959f; stroke-width: 0.8; }
        .many .limit .level { stroke: #c62828; } .many .warning .level { stroke: #b26a00; }
        details.ablation { border-top: 1px solid #8c959f; padding: 6px 0; }
        details.ablation summary { cursor: pointer; font-size: 16px; }
        details[open].ablation summary { font-size: 20px; font-weight: 700; padding: 8px 0; }
        @media (max-width: 720px) {
          .columns, .filing, .many { grid-template-columns: 1fr; }
          .nerve strong { font-size: 36px; }
          figure svg { min-width: 640px; }
          .many figure svg { min-width: 0; }
          .marked td:nth-last-child(2), .events td:nth-last-child(3) { min-width: 240px; }
        }
        @media print {
          figcaption { font-size: 8pt; }
          .ablation h2 { border-top: none; padding-top: 0; margin-top: 0; }
          .columns { break-inside: avoid; }
          section.ablation, details[open].ablation { break-before: page; }
          details:not([open]) { display: none; }
          .nerve strong { font-size: 26pt; }
          rect, .key, .disc, .hatch { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }

        """;
}

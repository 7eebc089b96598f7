namespace Interlock.Station.Report;

/// <summary>What the report has of its own beside what every page has. Without characters that XML escapes, so that both parsers read the same.</summary>
public static class Stylesheet
{
    public const string Text = """

        .subtitle { color: #57606a; overflow-wrap: anywhere; }
        .use { display: inline-block; margin: 10px 0; padding: 5px 12px; border: 2px solid #1b1f24; font-weight: 600; }
        .nerve { font-size: 17px; font-weight: 600; margin: 12px 0; }
        .filing { display: grid; grid-template-columns: repeat(4, 1fr); gap: 14px; margin: 16px 0; }
        .filing div { border-bottom: 1px solid #57606a; padding-top: 22px; font-size: 12px; color: #57606a; }
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
        .key.permitted { background: #dff2e3; margin-left: 0; }
        .key.coast { background: #ffe3c2; }
        .edge { stroke: #57606a; stroke-width: 1; }
        .axis text, .break text { fill: #57606a; }
        .time { text-anchor: middle; }
        .celsius { text-anchor: end; }
        .level { stroke-width: 1.4; }
        .limit .level { stroke: #c62828; } .limit text { fill: #c62828; font-weight: 600; }
        .warning .level { stroke: #b26a00; stroke-dasharray: 7 4; } .warning text { fill: #8f5500; }
        .floor .level { stroke: #1565c0; stroke-dasharray: 2 3; } .floor text { fill: #1565c0; }
        .permitted { fill: #dff2e3; }
        .coast { fill: #ffe3c2; }
        .cutoff { stroke: #c62828; stroke-width: 1.4; }
        .course { fill: none; stroke: #0b3d75; stroke-width: 1.5; stroke-linejoin: round; }
        .lone { fill: #0b3d75; }
        .stem { stroke: #8c959f; stroke-dasharray: 2 3; }
        .disc { fill: #fff; stroke: #1b1f24; }
        .alarm .disc { fill: #c62828; stroke: #c62828; }
        .number { text-anchor: middle; font-size: 10px; font-weight: 600; }
        .alarm .number { fill: #fff; }
        .peak { fill: #fff; stroke: #0b3d75; stroke-width: 2; }
        .note { font-weight: 600; paint-order: stroke; stroke: #fff; stroke-width: 3px; }
        .left { text-anchor: end; }
        @media (max-width: 720px) { .columns, .filing { grid-template-columns: 1fr; } figure { overflow-x: auto; } svg { min-width: 640px; } }
        @media print {
          figcaption { font-size: 8pt; }
          .ablation h2 { border-top: none; padding-top: 0; margin-top: 0; }
          .columns { break-inside: avoid; }
          .ablation { break-before: page; }
          rect, .key, .disc { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }

        """;
}

namespace Interlock.Station.Report;

/// <summary>How the report looks, on a screen and on A4. Without characters that XML escapes, so that both parsers read the same.</summary>
public static class Stylesheet
{
    public const string Text = """

        :root { color-scheme: light; }
        * { box-sizing: border-box; }
        body { font: 15px/1.45 system-ui, "Segoe UI", "DejaVu Sans", Arial, sans-serif; color: #1b1f24; background: #fff; margin: 0 auto; padding: 28px 32px 48px; max-width: 1060px; }
        h1 { font-size: 26px; margin: 0 0 2px; }
        h2 { font-size: 20px; margin: 34px 0 8px; padding-top: 14px; border-top: 2px solid #1b1f24; }
        h3 { font-size: 15px; margin: 18px 0 6px; }
        p { margin: 6px 0; }
        .subtitle { color: #57606a; overflow-wrap: anywhere; }
        .use { display: inline-block; margin: 10px 0; padding: 5px 12px; border: 2px solid #1b1f24; font-weight: 600; }
        .nerve { font-size: 17px; font-weight: 600; margin: 12px 0; }
        .verdict { margin: 12px 0; padding: 10px 14px; border-left: 6px solid #1a7f37; background: #e9f7ec; }
        .verdict.bad { border-left-color: #c62828; background: #fdecea; font-weight: 600; }
        .caution { margin: 8px 0; padding: 6px 12px; border-left: 5px solid #b26a00; background: #fff6e0; }
        .filing { display: grid; grid-template-columns: repeat(4, 1fr); gap: 14px; margin: 16px 0; }
        .filing div { border-bottom: 1px solid #57606a; padding-top: 22px; font-size: 12px; color: #57606a; }
        .columns { display: grid; grid-template-columns: 1fr 1fr; gap: 8px 28px; align-items: start; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; vertical-align: top; padding: 4px 8px 4px 0; border-bottom: 1px solid #d8dee4; }
        thead th { border-bottom: 2px solid #57606a; font-size: 13px; }
        .facts th { font-weight: 400; color: #57606a; width: 44%; }
        .log .facts th { width: 20%; }
        .facts td { overflow-wrap: anywhere; }
        .figures td, .figures thead th { text-align: right; }
        .figures td:first-child, .figures thead th:first-child { text-align: left; }
        .marked { margin-top: 16px; }
        .cause { font-weight: 600; }
        .failed { color: #c62828; font-weight: 700; }
        .small { font-size: 13px; color: #57606a; }
        a { color: inherit; }
        figure { margin: 8px 0 12px; }
        figcaption { font-size: 13px; color: #57606a; }
        .key { display: inline-block; width: 12px; height: 12px; margin: 0 4px 0 10px; vertical-align: -1px; border: 1px solid #8c959f; }
        .key.permitted { background: #dff2e3; margin-left: 0; }
        .key.coast { background: #ffe3c2; }
        svg { display: block; width: 100%; height: auto; font: 12px system-ui, "Segoe UI", "DejaVu Sans", Arial, sans-serif; }
        .grid { stroke: #e4e8ec; stroke-width: 1; }
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
        @media (max-width: 720px) { .columns, .filing { grid-template-columns: 1fr; } body { padding: 16px; } table { display: block; overflow-x: auto; } figure { overflow-x: auto; } svg { min-width: 640px; } }
        @page { size: A4; margin: 14mm 13mm; }
        @media print {
          body { font-size: 9pt; padding: 0; max-width: none; }
          h1 { font-size: 16pt; } h2 { font-size: 12.5pt; padding-top: 8px; } h3 { font-size: 9.5pt; margin-top: 10px; }
          thead th, figcaption, .small { font-size: 8pt; }
          th, td { padding: 2px 8px 2px 0; }
          .ablation h2 { border-top: none; padding-top: 0; margin-top: 0; }
          h2 { margin-top: 14px; break-after: avoid; }
          h3 { break-after: avoid; }
          figure, .columns, .verdict, .caution, tr { break-inside: avoid; }
          thead { display: table-header-group; }
          .ablation { break-before: page; }
          .verdict, .caution, rect, .key, .disc { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }

        """;
}

using System.Xml.Linq;

namespace Interlock.Log.Pages;

/// <summary>The frame of every page that is written, and how all of them look: one file that needs nothing else, on a screen and on A4.</summary>
public static class Page
{
    /// <summary>What all pages share. Without characters that XML escapes, so that an HTML parser reads the same.</summary>
    public const string Style = """

        :root { color-scheme: light; }
        * { box-sizing: border-box; }
        body { font: 15px/1.45 system-ui, "Segoe UI", "DejaVu Sans", Arial, sans-serif; color: #1b1f24; background: #fff; margin: 0 auto; padding: 28px 32px 48px; max-width: 1060px; }
        h1 { font-size: 26px; margin: 0 0 2px; }
        h2 { font-size: 20px; margin: 34px 0 8px; padding-top: 14px; border-top: 2px solid #1b1f24; }
        h3 { font-size: 15px; margin: 18px 0 6px; }
        p { margin: 6px 0; }
        a { color: inherit; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; vertical-align: top; padding: 4px 8px 4px 0; border-bottom: 1px solid #d8dee4; }
        thead th { border-bottom: 2px solid #57606a; font-size: 13px; }
        .facts th { font-weight: 400; color: #57606a; width: 44%; }
        .facts td { overflow-wrap: anywhere; }
        .verdict { margin: 12px 0; padding: 10px 14px; border-left: 6px solid #1a7f37; background: #e9f7ec; }
        .verdict.bad { border-left-color: #c62828; background: #fdecea; font-weight: 600; }
        .caution { margin: 8px 0; padding: 6px 12px; border-left: 5px solid #b26a00; background: #fff6e0; }
        .small { font-size: 13px; color: #57606a; }
        svg { display: block; width: 100%; height: auto; font: 12px system-ui, "Segoe UI", "DejaVu Sans", Arial, sans-serif; }
        .grid { stroke: #e4e8ec; stroke-width: 1; }
        @page { size: A4; margin: 14mm 13mm; }
        @media (max-width: 720px) {
          body { padding: 16px; }
          table { display: block; }
          table, figure {
            overflow-x: auto;
            scrollbar-width: thin;
            background:
              linear-gradient(to right, #fff 30%, rgba(255, 255, 255, 0)) 0 0 / 36px 100% no-repeat local,
              linear-gradient(to left, #fff 30%, rgba(255, 255, 255, 0)) 100% 0 / 36px 100% no-repeat local,
              linear-gradient(to right, rgba(27, 31, 36, 0.4), rgba(27, 31, 36, 0)) 0 0 / 12px 100% no-repeat scroll,
              linear-gradient(to left, rgba(27, 31, 36, 0.4), rgba(27, 31, 36, 0)) 100% 0 / 12px 100% no-repeat scroll;
          }
        }
        @media print {
          body { font-size: 9pt; padding: 0; max-width: none; }
          h1 { font-size: 16pt; } h2 { font-size: 12.5pt; padding-top: 8px; margin-top: 14px; break-after: avoid; } h3 { font-size: 9.5pt; margin-top: 10px; break-after: avoid; }
          thead th, .small { font-size: 8pt; }
          th, td { padding: 2px 8px 2px 0; }
          figure, .verdict, .caution, tr { break-inside: avoid; }
          thead { display: table-header-group; }
          .verdict, .caution { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }

        """;

    /// <param name="title">Of the window.</param>
    /// <param name="style">What this kind of page has of its own.</param>
    /// <param name="body">Elements, or rows of them.</param>
    public static string Of(string title, string style, params object?[] body)
    {
        XElement page = Html.Of(
            "html",
            new XAttribute("lang", "en"),
            Html.Of(
                "head",
                Html.Of("meta", new XAttribute("charset", "utf-8")),
                Html.Of("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                Html.Of("title", Html.Printable(title)),
                Html.Of("style", Style + style)),
            Html.Of("body", body));
        return "<!DOCTYPE html>\n" + page + "\n";
    }
}

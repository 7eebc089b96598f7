using System.IO;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Interlock.Bench.Tests.DeviceRules.Il;

/// <summary>A place in device code: a type, method or field, and the instruction in it, if it is one.</summary>
internal sealed record Place(IMemberDefinition Member, Instruction? At)
{
    public override string ToString()
    {
        string member = DocCommentId.GetDocCommentId(Member);
        return At is null ? member : $"{member} at IL_{At.Offset:X4}{SourceLine(At)}";
    }

    private string SourceLine(Instruction at)
    {
        SequencePoint? line = (Member as MethodDefinition)?.DebugInformation.SequencePoints.LastOrDefault(p => p.Offset <= at.Offset && !p.IsHidden);
        return line is null || line.Document.Url.Length == 0 ? "" : $" ({Path.GetFileName(line.Document.Url)}:{line.StartLine})";
    }
}

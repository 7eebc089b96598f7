using System.Reflection;
using System.Text;

namespace Interlock.Bench.Tests.Project;

/// <summary>
/// The picture of the rooms in CONTRIBUTING.md is drawn from the project files. INTERLOCK_UPDATE_ROOMS=1 draws it anew: a new arrow is a
/// decision about who may know whom, so it is seen in the document's diff.
/// </summary>
[TestClass]
public class RoomsTests
{
    private const string Begin = "<!-- rooms, drawn by RoomsTests -->\n";
    private const string End = "<!-- end of rooms -->";

    private static readonly string _contributing = RepositoryFile.Path("CONTRIBUTING.md");

    [TestMethod]
    public void The_picture_shows_what_the_project_files_reference()
    {
        string text = File.ReadAllText(_contributing).ReplaceLineEndings("\n");
        int begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = text.IndexOf(End, begin, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("INTERLOCK_UPDATE_ROOMS") == "1")
        {
            File.WriteAllText(_contributing, text[..begin] + Picture() + text[end..]);
            return;
        }

        Assert.AreEqual(Picture(), text[begin..end], "INTERLOCK_UPDATE_ROOMS=1 draws it anew");
    }

    [TestMethod]
    public void Every_room_has_its_row_with_what_it_is_for()
    {
        string[] told = [.. MarkdownTable.Rows(_contributing, "Room", "Is for").Select(cells => cells[0])];

        CollectionAssert.AreEquivalent(ProjectFiles.Names.ToArray(), told);
    }

    /// <summary>An interface that one class has is for a room that may not know the room of that class; within a room it is the class.</summary>
    [TestMethod]
    public void An_interface_of_one_class_is_for_a_room_that_may_not_know_it()
    {
        Type[] types =
        [
            .. ProjectFiles.Names.Where(name => name != "Interlock.Benchmarks").Select(name => Assembly.Load(name == "Interlock.Bench" ? "interlock-bench" : name)).SelectMany(room => room.GetTypes()),
        ];
        string[] needless =
        [
            .. from type in types
               where type.IsInterface && type.Namespace?.StartsWith("Interlock.", StringComparison.Ordinal) == true && !type.Namespace.StartsWith("Interlock.Bench.Tests", StringComparison.Ordinal)
               let classes = types.Where(other => other.IsClass && type.IsAssignableFrom(other)).ToArray()
               where classes.Length == 0 || (classes.Length == 1 && classes[0].Assembly == type.Assembly)
               select type.FullName,
        ];

        Assert.AreEqual(string.Empty, string.Join(", ", needless));
    }

    private static string Picture()
    {
        StringBuilder picture = new("```mermaid\ngraph LR\n");
        foreach (string project in ProjectFiles.Names)
        {
            string[] references = ProjectFiles.References(project);
            if (references.Length == 0) picture.Append($"  {project}\n");
            foreach (string reference in references) picture.Append($"  {project} --> {reference}\n");
        }

        return picture.Append("```\n").ToString();
    }
}
